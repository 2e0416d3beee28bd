package streamingkatas.flink.program;

import java.time.Duration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.WindowedStream;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.ProcessingTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingProcessingTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.ContinuousProcessingTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.ProcessingTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.OutputTag;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsRecordType;

/** Recorded windows, as Flink's own. The kind of window is known at run time only, so its type is left out. */
final class Windows {
    private Windows() {}

    static WindowedStream<JsRecord, String, Window> of(KeyedStream<JsRecord, String> keyed, JsonNode window) {
        WindowedStream<JsRecord, String, Window> windowed = keyed.window(assigner(window.get("assigner")));
        if (!window.get("trigger").isNull()) {
            windowed = windowed.trigger(trigger(window.get("trigger")));
        }
        if (window.get("allowedLatenessMs").asLong() > 0) {
            windowed = windowed.allowedLateness(lateness(window));
        }
        return window.get("lateTag").isNull()
                ? windowed
                : windowed.sideOutputLateData(tag(window.get("lateTag").asText()));
    }

    static OutputTag<JsRecord> tag(String id) {
        return new OutputTag<>(id, JsRecordType.INSTANCE);
    }

    static Duration lateness(JsonNode window) {
        return ms(window, "allowedLatenessMs");
    }

    @SuppressWarnings("unchecked")
    static WindowAssigner<Object, Window> assigner(JsonNode shape) {
        return (WindowAssigner<Object, Window>) (WindowAssigner<?, ?>) timeOrGlobal(shape);
    }

    private static WindowAssigner<?, ?> timeOrGlobal(JsonNode shape) {
        String kind = shape.get("kind").asText();
        boolean event = shape.path("time").asText().equals("event");
        return switch (kind) {
            case "tumbling" -> event
                    ? TumblingEventTimeWindows.of(ms(shape, "sizeMs"), ms(shape, "offsetMs"))
                    : TumblingProcessingTimeWindows.of(ms(shape, "sizeMs"), ms(shape, "offsetMs"));
            case "sliding" -> event
                    ? SlidingEventTimeWindows.of(ms(shape, "sizeMs"), ms(shape, "slideMs"), ms(shape, "offsetMs"))
                    : SlidingProcessingTimeWindows.of(ms(shape, "sizeMs"), ms(shape, "slideMs"), ms(shape, "offsetMs"));
            case "session" -> event
                    ? EventTimeSessionWindows.withGap(ms(shape, "gapMs"))
                    : ProcessingTimeSessionWindows.withGap(ms(shape, "gapMs"));
            case "global" -> GlobalWindows.create();
            default -> throw new IllegalArgumentException("unknown window assigner " + shape);
        };
    }

    @SuppressWarnings("unchecked")
    static Trigger<Object, Window> trigger(JsonNode shape) {
        return (Trigger<Object, Window>) (Trigger<?, ?>) ofAnyWindow(shape);
    }

    private static Trigger<?, ?> ofAnyWindow(JsonNode shape) {
        return switch (shape.get("kind").asText()) {
            case "eventTime" -> EventTimeTrigger.create();
            case "processingTime" -> ProcessingTimeTrigger.create();
            case "count" -> CountTrigger.of(shape.get("count").asLong());
            case "continuousEventTime" -> ContinuousEventTimeTrigger.of(ms(shape, "intervalMs"));
            case "continuousProcessingTime" -> ContinuousProcessingTimeTrigger.of(ms(shape, "intervalMs"));
            case "purging" -> PurgingTrigger.of(trigger(shape.get("of")));
            default -> throw new IllegalArgumentException("unknown trigger " + shape);
        };
    }

    private static Duration ms(JsonNode shape, String field) {
        return Duration.ofMillis(shape.get(field).asLong());
    }
}
