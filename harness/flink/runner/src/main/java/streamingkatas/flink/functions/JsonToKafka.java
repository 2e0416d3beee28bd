package streamingkatas.flink.functions;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import streamingkatas.flink.guest.JsRecord;

/** A record's value in Kafka: its JSON in UTF-8. */
public final class JsonToKafka implements SerializationSchema<JsRecord> {
    @Override
    public byte[] serialize(JsRecord record) {
        return record.json().getBytes(StandardCharsets.UTF_8);
    }
}
