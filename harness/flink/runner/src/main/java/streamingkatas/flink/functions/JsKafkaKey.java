package streamingkatas.flink.functions;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** A record's key in Kafka, as the learner's function gives it. */
public final class JsKafkaKey implements SerializationSchema<JsRecord> {
    private final JsFunction function;
    private transient JsFunction.Call key;

    public JsKafkaKey(Operator operator) {
        function = new JsFunction(operator, "key");
    }

    @Override
    public byte[] serialize(JsRecord record) {
        if (key == null) {
            function.open(new Host());
            key = function.call("key");
        }
        return key.with(record, function.element(record)).asString().getBytes(StandardCharsets.UTF_8);
    }
}
