package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static streamingkatas.flink.TestJob.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.flink.kafka.shaded.org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.flink.kafka.shaded.org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import streamingkatas.flink.functions.JsFromKafka;
import streamingkatas.flink.functions.JsToKafka;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.TypeScriptException;

class KafkaRecordsTest {
    private static final KafkaSinkContext TWO_PARTITIONS = new KafkaSinkContext() {
        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {0, 1};
        }
    };

    private TestJob job;

    @BeforeEach
    void load() throws Exception {
        job = TestJob.load("kafka");
    }

    @AfterEach
    void close() {
        job.close();
    }

    private static ConsumerRecord<byte[], byte[]> kafka(String key, String value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "orders", 3, 41, 1_000, TimestampType.CREATE_TIME, 0, 0, bytes(key), bytes(value), headers, Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes();
    }

    private List<String> read(ConsumerRecord<byte[], byte[]> record) {
        List<JsRecord> out = new ArrayList<>();
        new JsFromKafka(job.named("whole")).deserialize(record, new ListCollector<>(out));
        return out.stream().map(one -> one.json().replace('"', '\'')).toList();
    }

    @Test
    void aFunctionReadsARecordsKeyHeadersTimeAndPlace() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes("a")).add("trace", bytes("b")).add("empty", null);
        assertEquals(
                List.of("{'key':'k','value':{'n':1},'at':'orders 3 41 1000','trace':'b','headers':3}"),
                read(kafka("k", "{\"n\":1}", headers)));
    }

    @Test
    void aTombstoneIsReadToo() {
        assertEquals(
                List.of("{'key':null,'value':null,'at':'orders 3 41 1000','trace':null,'headers':0}"),
                read(kafka(null, null, new RecordHeaders())));
    }

    @Test
    void whatReadingThrowsNamesTheRecordsPlace() {
        String told = assertThrows(TypeScriptException.class, () -> read(kafka("k", "{", new RecordHeaders())))
                .getMessage();
        assertEquals("(orders, partition 3, offset 41)", told.lines().findFirst().orElse("").replaceFirst(".* \\(", "("));
        assertEquals("    record: {", told.lines().reduce((first, second) -> second).orElse(""));
    }

    private ProducerRecord<byte[], byte[]> written(String uid, String element, Long timestamp) {
        return new JsToKafka(job.named(uid), null).serialize(record(element), TWO_PARTITIONS, timestamp);
    }

    @Test
    void aBuiltSerializerGivesKeyHeadersAndTheElementsTime() {
        var record = written("keyed", "{'key':'k','trace':'t'}", 5L);
        assertEquals("out", record.topic());
        assertEquals("k", new String(record.key()));
        assertEquals("{\"key\":\"k\",\"trace\":\"t\"}", new String(record.value()));
        assertEquals(5, record.timestamp());
        assertNull(record.partition());
        assertEquals("t", new String(record.headers().lastHeader("trace").value()));
        assertEquals("kafka.ts", new String(record.headers().lastHeader("by").value()));
    }

    @Test
    void aSerializerOfOnesOwnMayDeleteAndLeaveOut() {
        var deletion = written("deletes", "{'key':'k','value':null}", -1L);
        assertEquals(1, deletion.partition());
        assertNull(deletion.value());
        assertNull(deletion.timestamp());
        assertNull(written("deletes", "{'key':null,'value':null}", null));
    }

    @Test
    void aFunctionWritesOnlyWhereItsJobMay() {
        String told = assertThrows(TypeScriptException.class, () -> written("elsewhere", "{'key':'k'}", null))
                .getMessage();
        assertEquals(
                "Error: the topic \"ann-counts\" is none of this check's",
                told.lines().findFirst().orElse(""));
    }

    @Test
    void withoutAFunctionTheElementIsWrittenAsItIs() {
        var record = new JsToKafka(job.named("keyed"), "plain").serialize(record("{'n':1}"), TWO_PARTITIONS, 7L);
        assertEquals("plain", record.topic());
        assertNull(record.key());
        assertEquals(7, record.timestamp());
        assertEquals("{\"n\":1}", new String(record.value()));
    }
}
