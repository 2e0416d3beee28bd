package streamingkatas.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.co.RichCoFlatMapFunction;
import org.apache.flink.streaming.api.functions.co.RichCoMapFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The functions of {@link Twins}, each the twin of the class of the same name in functions.ts. */
final class TwinFunctions {

    private static final long DELAY = 5;
    static final long FAR = 1_000_000;
    static final OutputTag<Event> ODD = new OutputTag<>("odd") {};
    static final OutputTag<Event> LATE = new OutputTag<>("late") {};
    static final MapStateDescriptor<String, Long> FACTORS =
            new MapStateDescriptor<>("factors", String.class, Long.class);

    private TwinFunctions() {}

    static long slotOf(long time) {
        return Math.floorDiv(time, 20) * 20 + 19;
    }

    static final class Punctuated implements WatermarkGenerator<Event> {
        private long latest = Long.MIN_VALUE + DELAY + 1;

        @Override
        public void onEvent(Event event, long timestamp, WatermarkOutput output) {
            latest = Math.max(latest, timestamp);
            output.emitWatermark(new Watermark(latest - DELAY - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    static final class Split extends ProcessFunction<Event, String> {
        @Override
        public void processElement(Event event, Context context, Collector<String> out) {
            if (event.value % 2 == 1) {
                context.output(ODD, event);
            } else {
                out.collect(event.text() + " at " + context.timestamp());
            }
        }
    }

    static final class Count implements AggregateFunction<Event, Long, Long> {
        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Event event, Long so) {
            return so + 1;
        }

        @Override
        public Long getResult(Long so) {
            return so;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    static final class Remembers extends KeyedProcessFunction<String, Event, String> {
        @Override
        public void processElement(Event event, Context context, Collector<String> out) throws Exception {
            ValueState<Long> last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Long.class));
            ListState<Long> list = getRuntimeContext().getListState(new ListStateDescriptor<>("list", Long.class));
            MapState<String, Long> byValue =
                    getRuntimeContext().getMapState(new MapStateDescriptor<>("byValue", String.class, Long.class));
            ReducingState<Long> sum =
                    getRuntimeContext().getReducingState(new ReducingStateDescriptor<>("sum", Long::sum, Long.class));
            AggregatingState<Event, Long> counted = getRuntimeContext()
                    .getAggregatingState(new AggregatingStateDescriptor<>("counted", new Count(), Long.class));
            long before = last.value() == null ? -1 : last.value();
            last.update(event.time);
            list.add(event.value);
            String name = "v" + event.value;
            byValue.put(name, (byValue.contains(name) ? byValue.get(name) : 0) + 1);
            sum.add(event.value);
            counted.add(event);
            List<String> values = new ArrayList<>();
            list.get().forEach(value -> values.add(value.toString()));
            String most = StreamSupport.stream(byValue.entries().spliterator(), false)
                    .map(entry -> entry.getKey() + "*" + entry.getValue())
                    .sorted()
                    .collect(Collectors.joining(","));
            out.collect(String.join(
                    " ",
                    context.getCurrentKey(),
                    Long.toString(before),
                    String.join("+", values),
                    most,
                    sum.get().toString(),
                    counted.get().toString()));
            if (values.size() == 4) {
                list.clear();
                byValue.remove("v1");
                last.clear();
            }
        }
    }

    static final class Alarms extends KeyedProcessFunction<String, Event, String> {
        @Override
        public void processElement(Event event, Context context, Collector<String> out) {
            TimerService timers = context.timerService();
            out.collect(context.getCurrentKey() + " sees " + context.timestamp());
            timers.registerEventTimeTimer(slotOf(event.time));
            if (event.value == 3) {
                timers.deleteEventTimeTimer(slotOf(event.time) - 20);
            }
            if (event.value == 1) {
                timers.registerEventTimeTimer(event.time + 7);
            }
        }

        @Override
        public void onTimer(long at, OnTimerContext context, Collector<String> out) {
            out.collect(context.getCurrentKey() + " rings " + at + " " + context.timeDomain() + " "
                    + context.timestamp());
            if (at < 60 && at % 20 == 19) {
                context.timerService().registerEventTimeTimer(at + 1);
            }
        }
    }

    static final class Bounds extends ProcessWindowFunction<Long, String, String, TimeWindow> {
        @Override
        public void process(String key, Context context, Iterable<Long> counts, Collector<String> out) {
            TimeWindow window = context.window();
            for (long n : counts) {
                out.collect(key + " [" + window.getStart() + "," + window.getEnd() + ") " + n);
            }
        }
    }

    static final class Summed extends ProcessWindowFunction<Event, String, String, TimeWindow> {
        @Override
        public void process(String key, Context context, Iterable<Event> sums, Collector<String> out) {
            for (Event sum : sums) {
                out.collect(sum.text() + " before " + context.window().getEnd());
            }
        }
    }

    static final class Changes extends RichFilterFunction<Event> {
        @Override
        public boolean filter(Event event) throws Exception {
            ValueState<Long> last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Long.class));
            boolean changes = last.value() == null || last.value() != event.value;
            last.update(event.value);
            return changes;
        }
    }

    static final class Gathers extends RichFlatMapFunction<Event, String> {
        @Override
        public void flatMap(Event event, Collector<String> out) throws Exception {
            ListState<Long> list = getRuntimeContext().getListState(new ListStateDescriptor<>("list", Long.class));
            MapState<String, Long> seen =
                    getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", String.class, Long.class));
            list.addAll(List.of(event.time, event.value));
            List<String> all = new ArrayList<>();
            list.get().forEach(number -> all.add(number.toString()));
            out.collect(event.key + " " + (seen.isEmpty() ? "first" : "later") + " " + String.join("+", all));
            if (seen.isEmpty()) {
                seen.put(event.key, event.time);
            } else {
                seen.clear();
            }
        }
    }

    static final class Contents extends ProcessWindowFunction<Event, String, String, TimeWindow> {
        @Override
        public void process(String key, Context context, Iterable<Event> events, Collector<String> out) {
            TimeWindow window = context.window();
            String times = StreamSupport.stream(events.spliterator(), false)
                    .map(event -> event.time)
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining("+"));
            out.collect(key + " [" + window.getStart() + "," + window.getEnd() + ") " + times);
        }
    }

    static final class Firings extends ProcessWindowFunction<Event, String, String, TimeWindow> {
        private final ValueStateDescriptor<Long> fired = new ValueStateDescriptor<>("fired", Long.class);
        private final ValueStateDescriptor<Long> ofAll = new ValueStateDescriptor<>("of all", Long.class);

        @Override
        public void process(String key, Context context, Iterable<Event> events, Collector<String> out)
                throws Exception {
            long n = next(context.windowState().getState(fired));
            long all = next(context.globalState().getState(ofAll));
            out.collect(key + " " + context.window().getStart() + " " + n + " of " + all + " with " + size(events));
        }

        @Override
        public void clear(Context context) throws Exception {
            context.windowState().getState(fired).clear();
        }

        private static long next(ValueState<Long> state) throws Exception {
            long next = state.value() == null ? 1 : state.value() + 1;
            state.update(next);
            return next;
        }
    }

    static final class Sizes extends ProcessWindowFunction<Event, String, String, TimeWindow> {
        @Override
        public void process(String key, Context context, Iterable<Event> events, Collector<String> out)
                throws Exception {
            ListState<Long> sizes = context.globalState().getListState(new ListStateDescriptor<>("sizes", Long.class));
            sizes.add(size(events));
            List<String> all = new ArrayList<>();
            sizes.get().forEach(size -> all.add(size.toString()));
            out.collect(key + " " + context.window().getStart() + " " + String.join("+", all));
        }
    }

    private static long size(Iterable<Event> events) {
        return StreamSupport.stream(events.spliterator(), false).count();
    }

    static final class Once extends RichFilterFunction<String> {
        @Override
        public boolean filter(String text) throws Exception {
            ValueState<Boolean> seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Boolean.class));
            boolean first = seen.value() == null;
            seen.update(true);
            return first;
        }
    }

    static final class Pairs extends ProcessJoinFunction<Event, Event, String> {
        @Override
        public void processElement(Event left, Event right, Context context, Collector<String> out) {
            out.collect(left.text() + " with " + right.text() + " at " + context.getTimestamp());
        }
    }

    static final class Sides extends CoProcessFunction<Event, Event, String> {
        @Override
        public void processElement1(Event event, Context context, Collector<String> out) {
            out.collect(event.text() + " left");
        }

        @Override
        public void processElement2(Event event, Context context, Collector<String> out) {
            out.collect(event.text() + " right " + context.timestamp());
        }
    }

    static final class Mapped implements CoMapFunction<Event, Event, String> {
        @Override
        public String map1(Event event) {
            return event.text() + " left";
        }

        @Override
        public String map2(Event event) {
            return event.text() + " right";
        }
    }

    static final class SideSums extends RichCoMapFunction<Event, Event, String> {
        private transient MapState<String, Long> sums;

        @Override
        public void open(OpenContext context) {
            sums = getRuntimeContext().getMapState(new MapStateDescriptor<>("sums", String.class, Long.class));
        }

        private long add(String side, Event event) throws Exception {
            long sum = (sums.contains(side) ? sums.get(side) : 0) + event.value;
            sums.put(side, sum);
            return sum;
        }

        @Override
        public String map1(Event event) throws Exception {
            return event.text() + " left " + add("left", event);
        }

        @Override
        public String map2(Event event) throws Exception {
            return event.text() + " right " + add("right", event);
        }
    }

    static final class Numbered extends RichCoFlatMapFunction<Event, Event, String> {
        private long next(String side) throws Exception {
            ValueState<Long> state = getRuntimeContext().getState(new ValueStateDescriptor<>(side, Long.class));
            long next = state.value() == null ? 1 : state.value() + 1;
            state.update(next);
            return next;
        }

        @Override
        public void flatMap1(Event event, Collector<String> out) throws Exception {
            out.collect(event.text() + " left " + next("left"));
        }

        @Override
        public void flatMap2(Event event, Collector<String> out) throws Exception {
            long number = next("right");
            for (long n = 0; n < event.value; n++) {
                out.collect(event.text() + " right " + number + " " + n);
            }
        }
    }

    static final class Slots extends KeyedCoProcessFunction<String, Event, Event, String> {
        private MapState<Long, Long> side(String name) {
            return getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Long.class, Long.class));
        }

        private static long in(MapState<Long, Long> side, long slot) throws Exception {
            return side.contains(slot) ? side.get(slot) : 0;
        }

        private void add(String name, Event event, Context context) throws Exception {
            long slot = slotOf(event.time);
            side(name).put(slot, in(side(name), slot) + event.value);
            context.timerService().registerEventTimeTimer(slot);
        }

        @Override
        public void processElement1(Event event, Context context, Collector<String> out) throws Exception {
            add("left", event, context);
        }

        @Override
        public void processElement2(Event event, Context context, Collector<String> out) throws Exception {
            add("right", event, context);
        }

        @Override
        public void onTimer(long at, OnTimerContext context, Collector<String> out) throws Exception {
            out.collect(context.getCurrentKey() + " " + at + " " + in(side("left"), at) + " " + in(side("right"), at));
        }
    }

    static final class Told extends BroadcastProcessFunction<Event, Event, String> {
        @Override
        public void processElement(Event event, ReadOnlyContext context, Collector<String> out) {
            out.collect(event.text() + " element");
        }

        @Override
        public void processBroadcastElement(Event event, Context context, Collector<String> out) throws Exception {
            BroadcastState<String, Long> state = context.getBroadcastState(FACTORS);
            addTo(state, event);
            int entries = 0;
            for (Map.Entry<String, Long> entry : state.entries()) {
                entries += entry == null ? 0 : 1;
            }
            out.collect(event.key + " " + state.get(event.key) + " of " + entries);
        }
    }

    static final class Multiplied extends KeyedBroadcastProcessFunction<String, Event, Event, String> {
        private ListState<Long> kept() {
            return getRuntimeContext().getListState(new ListStateDescriptor<>("kept", Long.class));
        }

        @Override
        public void processElement(Event event, ReadOnlyContext context, Collector<String> out) throws Exception {
            kept().add(event.value);
            context.timerService().registerEventTimeTimer(FAR);
        }

        @Override
        public void processBroadcastElement(Event event, Context context, Collector<String> out) throws Exception {
            addTo(context.getBroadcastState(FACTORS), event);
        }

        @Override
        public void onTimer(long at, OnTimerContext context, Collector<String> out) throws Exception {
            Long factor = context.getBroadcastState(FACTORS).get(context.getCurrentKey());
            for (long value : kept().get()) {
                out.collect(context.getCurrentKey() + " " + value * (factor == null ? 0 : factor));
            }
        }
    }

    private static void addTo(BroadcastState<String, Long> state, Event event) throws Exception {
        Long before = state.get(event.key);
        state.put(event.key, (before == null ? 0 : before) + event.value);
    }
}
