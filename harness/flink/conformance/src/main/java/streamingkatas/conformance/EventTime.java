package streamingkatas.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * Streams of events, watermarks and idle inputs, step by step: what Flink's classes make of them. An input's own watermark
 * is that of BoundedOutOfOrdernessWatermarks, told behind every event instead of every 200 ms; inputs are combined as
 * {@link Inputs} says; windows are those of the WindowOperator in Flink's operator test harness.
 */
final class EventTime {

    private EventTime() {}

    /** @return for each stream a list of steps: the watermark, what fires, what is late, how much state is held */
    static JsonNode answer(JsonNode request) throws Exception {
        ArrayNode answers = Main.JSON.createArrayNode();
        for (JsonNode stream : request.path("streams")) {
            answers.add(steps(stream));
        }
        return answers;
    }

    private static ArrayNode steps(JsonNode stream) throws Exception {
        JsonNode operator = stream.path("operator");
        ArrayNode steps = Main.JSON.createArrayNode();
        try (Windowed windowed = Windowed.of(operator)) {
            List<String> names = new ArrayList<>();
            stream.path("inputs").forEach(name -> names.add(name.asText()));
            Inputs inputs = Inputs.of(stream.path("combined").asText(), names, windowed::watermark);
            Map<String, BoundedOutOfOrdernessWatermarks<Object>> generators = new HashMap<>();
            for (JsonNode one : stream.path("happenings")) {
                String input = one.path("input").asText();
                WatermarkOutput output = inputs.of(input);
                switch (one.path("kind").asText()) {
                    case "event" -> {
                        windowed.event(one.path("event"));
                        if (operator.has("delay")) {
                            Duration delay = Duration.ofMillis(operator.path("delay").asLong());
                            BoundedOutOfOrdernessWatermarks<Object> generator = generators.computeIfAbsent(
                                    input, name -> new BoundedOutOfOrdernessWatermarks<>(delay));
                            generator.onEvent(one, one.path("event").path("time").asLong(), output);
                            // Behind several elements of one record it is told once.
                            if (!one.path("more").asBoolean()) {
                                generator.onPeriodicEmit(output);
                            }
                        }
                    }
                    case "watermark" -> output.emitWatermark(new Watermark(time(one.path("watermark"))));
                    case "idle" -> output.markIdle();
                    case "active" -> output.markActive();
                    default -> throw new IllegalArgumentException("nothing that happens: " + one);
                }
                steps.add(windowed.seen());
            }
        }
        return steps;
    }

    private static long time(JsonNode told) {
        return told.isTextual() ? Long.MAX_VALUE : told.asLong();
    }
}
