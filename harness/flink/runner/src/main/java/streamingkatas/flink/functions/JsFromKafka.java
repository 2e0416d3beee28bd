package streamingkatas.flink.functions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsRecordType;
import streamingkatas.flink.guest.Operator;

/** A whole Kafka record, as the learner's function reads it; its key, value and headers are texts. */
public final class JsFromKafka implements KafkaRecordDeserializationSchema<JsRecord> {
    private final JsFunction function;
    private transient Out out;
    private transient JsFunction.Call deserialize;

    public JsFromKafka(Operator operator) {
        function = new JsFunction(operator, "deserializer");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<JsRecord> collector) {
        if (deserialize == null) {
            out = new Out(function);
            function.open(out.host());
            deserialize = function.call("deserialize");
        }
        out.to(collector, null);
        List<String> headers = new ArrayList<>();
        record.headers().forEach(header -> {
            headers.add(header.key());
            headers.add(text(header.value()));
        });
        String value = text(record.value());
        deserialize.with(
                JsRecord.ofJson(String.valueOf(value)),
                record.topic(),
                record.partition(),
                (double) record.offset(),
                (double) record.timestamp(),
                text(record.key()),
                value,
                JsFunction.array(headers));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public TypeInformation<JsRecord> getProducedType() {
        return JsRecordType.INSTANCE;
    }
}
