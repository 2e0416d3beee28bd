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
        return recorded.get("idlenessMs").isNull()
                ? strategy
                : strategy.withIdleness(Duration.ofMillis(recorded.get("idlenessMs").asLong()));
    }

    private static WatermarkStrategy<JsRecord> generator(JsonNode generator, Operator operator) {
        return switch (generator.get("kind").asText()) {
            case "none" -> WatermarkStrategy.noWatermarks();
            case "monotonous" -> WatermarkStrategy.forMonotonousTimestamps();
            case "bounded" -> WatermarkStrategy.forBoundedOutOfOrderness(
                    Duration.ofMillis(generator.get("outOfOrdernessMs").asLong()));
            case "own" -> WatermarkStrategy.forGenerator(context -> new JsWatermarkGenerator(operator));
            default -> throw new IllegalArgumentException("unknown watermark generator " + generator);
        };
    }
}
