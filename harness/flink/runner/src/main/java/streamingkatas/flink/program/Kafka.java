package streamingkatas.flink.program;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import streamingkatas.flink.functions.JsFromKafka;
import streamingkatas.flink.functions.JsToKafka;
import streamingkatas.flink.functions.KafkaToJson;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** Recorded Kafka sources and sinks, as the connector's own. */
final class Kafka {
    private Kafka() {}

    static KafkaSource<JsRecord> source(JsonNode shape, Operator operator) {
        List<String> topics = new ArrayList<>();
        shape.get("topics").forEach(topic -> topics.add(topic.asText()));
        KafkaSourceBuilder<JsRecord> builder = KafkaSource.<JsRecord>builder()
                .setProperties(Settings.kafka(shape.get("properties")))
                .setBootstrapServers(shape.get("bootstrapServers").asText())
                .setTopics(topics)
                .setStartingOffsets(offsets(shape.get("startingOffsets")))
                .setDeserializer(
                        shape.get("ignoreParseErrors").isNull()
                                ? new JsFromKafka(operator)
                                : new KafkaToJson(operator, shape.get("ignoreParseErrors").asBoolean()));
        if (!shape.get("groupId").isNull()) {
            builder.setGroupId(shape.get("groupId").asText());
        }
        if (!shape.get("boundedAt").isNull()) {
            builder.setBounded(offsets(shape.get("boundedAt")));
        }
        return builder.build();
    }

    private static OffsetsInitializer offsets(JsonNode shape) {
        return switch (shape.get("kind").asText()) {
            case "earliest" -> OffsetsInitializer.earliest();
            case "latest" -> OffsetsInitializer.latest();
            case "committedOffsets" -> OffsetsInitializer.committedOffsets();
            case "timestamp" -> OffsetsInitializer.timestamp(shape.get("timestamp").asLong());
            default -> throw new IllegalArgumentException("unknown offsets " + shape);
        };
    }

    static KafkaSink<JsRecord> sink(JsonNode shape, Operator operator) {
        KafkaSinkBuilder<JsRecord> builder = KafkaSink.<JsRecord>builder()
                .setKafkaProducerConfig(Settings.kafka(shape.get("properties")))
                .setBootstrapServers(shape.get("bootstrapServers").asText())
                .setRecordSerializer(new JsToKafka(operator, shape.get("topic").textValue()))
                .setDeliveryGuarantee(guarantee(shape.get("deliveryGuarantee").asText()));
        if (!shape.get("transactionalIdPrefix").isNull()) {
            builder.setTransactionalIdPrefix(shape.get("transactionalIdPrefix").asText());
        }
        return builder.build();
    }

    private static DeliveryGuarantee guarantee(String name) {
        return switch (name) {
            case "none" -> DeliveryGuarantee.NONE;
            case "at-least-once" -> DeliveryGuarantee.AT_LEAST_ONCE;
            case "exactly-once" -> DeliveryGuarantee.EXACTLY_ONCE;
            default -> throw new IllegalArgumentException("unknown delivery guarantee " + name);
        };
    }
}
