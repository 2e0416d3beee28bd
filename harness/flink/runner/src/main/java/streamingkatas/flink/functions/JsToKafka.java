package streamingkatas.flink.functions;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.producer.ProducerRecord;
import org.graalvm.polyglot.Value;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** An element as a Kafka record: its JSON in UTF-8, or what a function makes of it. Opened at its first call. */
public final class JsToKafka implements KafkaRecordSerializationSchema<JsRecord> {
    private final JsFunction function;
    private final String topic;
    private transient KafkaSinkContext sink;
    private transient JsFunction.Call serialize;

    /** @param topic where elements go as they are; null where a function says how a record is made */
    public JsToKafka(Operator operator, String topic) {
        function = new JsFunction(operator, "serializer");
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(JsRecord record, KafkaSinkContext context, Long timestamp) {
        // Kafka refuses times before 1970; without one the producer gives its own.
        Long time = timestamp == null || timestamp < 0 ? null : timestamp;
        if (topic != null) {
            return new ProducerRecord<>(topic, null, time, null, bytes(record.json()));
        }
        sink = context;
        if (serialize == null) {
            function.open(new Host()
                    .with("subtask", a -> sink.getParallelInstanceId())
                    .with("subtasks", a -> sink.getNumberOfParallelInstances())
                    .with("partitions", a -> sink.getPartitionsForTopic(a[0].asString()).length));
            serialize = function.call("serialize");
        }
        Value made = serialize.with(record, function.element(record), time == null ? null : (double) time);
        return made.isNull() ? null : produced(made, record);
    }

    /** @param made topic, partition, timestamp, key, value, and names and values of headers in turn */
    private ProducerRecord<byte[], byte[]> produced(Value made, JsRecord element) {
        String to = made.getArrayElement(0).asString();
        function.task().insistOnTopic(to, function.operator(), element);
        Value partition = made.getArrayElement(1);
        Value timestamp = made.getArrayElement(2);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                to,
                partition.isNull() ? null : partition.asInt(),
                timestamp.isNull() ? null : (long) timestamp.asDouble(),
                bytes(made.getArrayElement(3).asString()),
                bytes(made.getArrayElement(4).asString()));
        for (long i = 5; i < made.getArraySize(); i += 2) {
            record.headers()
                    .add(made.getArrayElement(i).asString(), bytes(made.getArrayElement(i + 1).asString()));
        }
        return record;
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
