package streamingkatas.conformance;

import java.time.Duration;
import java.util.Queue;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** A window operator that counts and adds up for each key, in Flink's test harness; without windows, the watermark alone. */
final class Windowed implements AutoCloseable {

    private static final TypeInformation<Tuple2<String, Long>> EVENT = Types.TUPLE(Types.STRING, Types.LONG);
    private static final OutputTag<Tuple2<String, Long>> LATE = new OutputTag<>("late", EVENT);

    private final KeyedOneInputStreamOperatorTestHarness<
                    String, Tuple2<String, Long>, Tuple5<String, Long, Long, Long, Long>>
            harness;

    private final ArrayNode fires = Main.JSON.createArrayNode();
    private long watermark = Long.MIN_VALUE;
    private int told;
    private int late;

    private Windowed(
            KeyedOneInputStreamOperatorTestHarness<
                            String, Tuple2<String, Long>, Tuple5<String, Long, Long, Long, Long>>
                    harness) {
        this.harness = harness;
    }

    static Windowed of(JsonNode operator) throws Exception {
        if (!operator.has("windows")) {
            return new Windowed(null);
        }
        WindowOperatorBuilder<Tuple2<String, Long>, String, TimeWindow> builder = new WindowOperatorBuilder<>(
                assigner(operator.path("windows")),
                operator.has("earlyEvery")
                        ? new EarlyTrigger(operator.path("earlyEvery").asLong())
                        : EventTimeTrigger.create(),
                new ExecutionConfig(),
                EVENT,
                event -> event.f0,
                Types.STRING);
        builder.allowedLateness(Duration.ofMillis(operator.path("lateness").asLong()));
        builder.sideOutputLateData(LATE);
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                builder.aggregate(new CountAndSum(), new Bounds(), Types.TUPLE(Types.LONG, Types.LONG)),
                event -> event.f0,
                Types.STRING);
        harness.open();
        return new Windowed(harness);
    }

    private static WindowAssigner<Object, TimeWindow> assigner(JsonNode windows) {
        Duration offset = Duration.ofMillis(windows.path("offset").asLong());
        return switch (windows.path("kind").asText()) {
            case "tumbling" -> TumblingEventTimeWindows.of(Duration.ofMillis(windows.path("size").asLong()), offset);
            case "sliding" -> SlidingEventTimeWindows.of(
                    Duration.ofMillis(windows.path("size").asLong()),
                    Duration.ofMillis(windows.path("slide").asLong()),
                    offset);
            case "session" -> EventTimeSessionWindows.withGap(Duration.ofMillis(windows.path("gap").asLong()));
            default -> throw new IllegalArgumentException("no windows of this kind: " + windows);
        };
    }

    void event(JsonNode event) throws Exception {
        if (harness != null) {
            harness.processElement(
                    Tuple2.of(event.path("key").asText(), event.path("value").asLong()),
                    event.path("time").asLong());
            fired("event");
        }
    }

    void watermark(long next) throws Exception {
        watermark = next;
        if (harness != null) {
            harness.processWatermark(next);
            fired("watermark");
        }
    }

    /** What is to be seen since it was last asked. */
    ObjectNode seen() {
        ObjectNode step = Main.JSON.createObjectNode();
        if (watermark == Long.MAX_VALUE) {
            step.put("watermark", "end");
        } else if (watermark != Long.MIN_VALUE) {
            step.put("watermark", watermark);
        }
        if (harness == null) {
            return step;
        }
        step.set("fires", fires.deepCopy());
        fires.removeAll();
        Queue<?> aside = harness.getSideOutput(LATE);
        int now = aside == null ? 0 : aside.size();
        step.put("late", now > late);
        late = now;
        step.put("held", harness.numKeyedStateEntries());
        return step;
    }

    /** Takes down what has fired. @param by what made it fire */
    private void fired(String by) {
        Object[] output = harness.getOutput().toArray();
        for (; told < output.length; told++) {
            if (output[told] instanceof StreamRecord<?> record
                    && record.getValue() instanceof Tuple5<?, ?, ?, ?, ?> result) {
                fires.addObject()
                        .put("key", (String) result.f0)
                        .put("start", (Long) result.f1)
                        .put("end", (Long) result.f2)
                        .put("count", (Long) result.f3)
                        .put("sum", (Long) result.f4)
                        .put("by", by);
            }
        }
    }

    @Override
    public void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    private static final class CountAndSum
            implements AggregateFunction<Tuple2<String, Long>, Tuple2<Long, Long>, Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1;

        @Override
        public Tuple2<Long, Long> createAccumulator() {
            return Tuple2.of(0L, 0L);
        }

        @Override
        public Tuple2<Long, Long> add(Tuple2<String, Long> event, Tuple2<Long, Long> so) {
            return Tuple2.of(so.f0 + 1, so.f1 + event.f1);
        }

        @Override
        public Tuple2<Long, Long> getResult(Tuple2<Long, Long> so) {
            return so;
        }

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> one, Tuple2<Long, Long> other) {
            return Tuple2.of(one.f0 + other.f0, one.f1 + other.f1);
        }
    }

    private static final class Bounds
            extends ProcessWindowFunction<
                    Tuple2<Long, Long>, Tuple5<String, Long, Long, Long, Long>, String, TimeWindow> {
        private static final long serialVersionUID = 1;

        @Override
        public void process(
                String key,
                Context context,
                Iterable<Tuple2<Long, Long>> results,
                Collector<Tuple5<String, Long, Long, Long, Long>> out) {
            TimeWindow window = context.window();
            for (Tuple2<Long, Long> result : results) {
                out.collect(Tuple5.of(key, window.getStart(), window.getEnd(), result.f0, result.f1));
            }
        }
    }
}
