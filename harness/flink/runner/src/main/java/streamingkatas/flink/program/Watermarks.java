package streamingkatas.flink.program;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import streamingkatas.flink.functions.JsTimestampAssigner;
import streamingkatas.flink.functions.JsWatermarkGenerator;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** The recorded watermark strategy, as Flink's own. */
final class Watermarks {
    private Watermarks() {}

    static WatermarkStrategy<JsRecord> strategy(JsonNode recorded, Operator operator) {
        WatermarkStrategy<JsRecord> strategy = generator(recorded.get("generator"), operator);
        if (recorded.get("timestamps").asBoolean()) {
            strategy = strategy.withTimestampAssigner(context -> new JsTimestampAssigner(operator));
        }
        if (!recorded.get("idlenessMs").isNull()) {
            strategy = strategy.withIdleness(ms(recorded, "idlenessMs"));
        }
        JsonNode alignment = recorded.get("alignment");
        return alignment.isNull()
                ? strategy
                : strategy.withWatermarkAlignment(
                        alignment.get("group").asText(), ms(alignment, "maxDriftMs"), ms(alignment, "updateIntervalMs"));
    }

    private static WatermarkStrategy<JsRecord> generator(JsonNode generator, Operator operator) {
        return switch (generator.get("kind").asText()) {
            case "none" -> WatermarkStrategy.noWatermarks();
            case "monotonous" -> WatermarkStrategy.forMonotonousTimestamps();
            case "bounded" -> WatermarkStrategy.forBoundedOutOfOrderness(ms(generator, "outOfOrdernessMs"));
            case "own" -> WatermarkStrategy.forGenerator(context -> new JsWatermarkGenerator(operator));
            default -> throw new IllegalArgumentException("unknown watermark generator " + generator);
        };
    }

    private static Duration ms(JsonNode recorded, String field) {
        return Duration.ofMillis(recorded.get(field).asLong());
    }
}
