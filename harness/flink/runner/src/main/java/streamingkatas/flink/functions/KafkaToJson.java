package streamingkatas.flink.functions;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsRecordType;
import streamingkatas.flink.guest.JsTask;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.TypeScriptException;

/**
 * A Kafka record's value as an element. It is parsed here, where its offset is known, and the parsed value goes on to the
 * next operator of the chain. A record without a value, a tombstone, is left out.
 */
public final class KafkaToJson implements KafkaRecordDeserializationSchema<JsRecord> {
    private final Operator operator;
    private final boolean ignoreParseErrors;
    private transient Counter malformed;

    public KafkaToJson(Operator operator, boolean ignoreParseErrors) {
        this.operator = operator;
        this.ignoreParseErrors = ignoreParseErrors;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        malformed = context.getMetricGroup().counter("malformedRecords");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<JsRecord> out) {
        if (record.value() == null) {
            return;
        }
        String json = new String(record.value(), StandardCharsets.UTF_8);
        JsTask task = JsTask.current();
        JsRecord element;
        try {
            element = JsRecord.ofParsed(task, json, task.parse(json));
        } catch (TypeScriptException e) {
            if (ignoreParseErrors) {
                malformed.inc();
                return;
            }
            String where = record.topic() + ", partition " + record.partition() + ", offset " + record.offset();
            String why = e.getMessage().lines().findFirst().orElse("");
            throw task.refusal("Error: a Kafka record is not JSON (" + where + "): " + why, operator, JsRecord.ofJson(json));
        }
        out.collect(element);
    }

    @Override
    public TypeInformation<JsRecord> getProducedType() {
        return JsRecordType.INSTANCE;
    }
}
