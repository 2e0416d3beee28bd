package streamingkatas.conformance;

import static org.apache.flink.api.common.typeinfo.Types.STRING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.util.CloseableIterator;

/** The catalogue of jobs.ts, written in Java as one would write it in Java. All of it is one job here, too. */
final class Twins {

    private Twins() {}

    /** @return by the name of a program: what it gave, in order */
    static JsonNode answer(JsonNode request) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, Main.localConfiguration());
        DataStream<Tuple2<String, String>> all = null;
        ObjectNode answer = Main.JSON.createObjectNode();
        for (Map.Entry<String, DataStream<String>> program : programs(env, request).entrySet()) {
            String name = program.getKey();
            answer.putArray(name);
            DataStream<Tuple2<String, String>> named = program.getValue()
                    .map(text -> Tuple2.of(name, text))
                    .returns(Types.TUPLE(STRING, STRING));
            all = all == null ? named : all.union(named);
        }
        try (CloseableIterator<Tuple2<String, String>> results = all.executeAndCollect()) {
            while (results.hasNext()) {
                Tuple2<String, String> result = results.next();
                ((ArrayNode) answer.get(result.f0)).add(result.f1);
            }
        }
        return answer;
    }

    private static DataStream<Event> stream(StreamExecutionEnvironment env, JsonNode elements) {
        List<Event> events = new ArrayList<>();
        elements.forEach(element -> events.add(Event.of(element)));
        return env.fromData(events)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Event>forGenerator(
                                context -> new TwinFunctions.Punctuated())
                        .withTimestampAssigner((event, before) -> event.time));
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Map<String, DataStream<String>> programs(StreamExecutionEnvironment env, JsonNode input) {
        DataStream<Event> events = stream(env, input.path("events"));
        DataStream<Event> left = stream(env, input.path("left"));
        DataStream<Event> right = stream(env, input.path("right"));
        KeyedStream<Event, String> keyed = events.keyBy(event -> event.key);
        KeyedStream<Event, String> keyedLeft = left.keyBy(event -> event.key);
        KeyedStream<Event, String> keyedRight = right.keyBy(event -> event.key);
        BroadcastStream<Event> broadcast = right.broadcast(TwinFunctions.FACTORS);
        TumblingEventTimeWindows twenty = TumblingEventTimeWindows.of(ms(20));
        Map<String, DataStream<String>> programs = new LinkedHashMap<>();
        programs.put(
                "map, filter, flatMap",
                events.filter(event -> event.value > 1)
                        .map(event -> Event.of(event.key, event.time, 2 * event.value))
                        .<String>flatMap((event, out) -> {
                            for (long n = 2; n < event.value; n++) {
                                out.collect(event.key + " " + event.time + " " + n);
                            }
                        })
                        .returns(STRING));
        programs.put("keyed reduce", keyed.reduce(Event::sum).map(Event::text));
        programs.put("union", left.union(right).map(Event::text));
        SingleOutputStreamOperator<String> split = events.process(new TwinFunctions.Split());
        programs.put(
                "side output",
                split.map(text -> text + " main")
                        .union(split.getSideOutput(TwinFunctions.ODD).map(event -> event.text() + " side")));
        programs.put("value, list, map, reducing and aggregating state", keyed.process(new TwinFunctions.Remembers()));
        programs.put("event-time timers", keyed.process(new TwinFunctions.Alarms()));
        SingleOutputStreamOperator<String> tumbling = keyed.window(TumblingEventTimeWindows.of(ms(20), ms(3)))
                .allowedLateness(ms(15))
                .sideOutputLateData(TwinFunctions.LATE)
                .aggregate(new TwinFunctions.Count(), new TwinFunctions.Bounds());
        programs.put(
                "tumbling windows, lateness, late side output",
                tumbling.union(tumbling.getSideOutput(TwinFunctions.LATE).map(event -> event.text() + " late")));
        programs.put(
                "sliding windows",
                keyed.window(SlidingEventTimeWindows.of(ms(30), ms(10))).process(new TwinFunctions.Contents()));
        programs.put(
                "session windows",
                keyed.window(EventTimeSessionWindows.withGap(ms(8)))
                        .aggregate(new TwinFunctions.Count(), new TwinFunctions.Bounds()));
        programs.put(
                "windows with state of their own and of the key, lateness",
                keyed.window(twenty).allowedLateness(ms(15)).process(new TwinFunctions.Firings()));
        programs.put(
                "session windows with state of the key",
                keyed.window(EventTimeSessionWindows.withGap(ms(8))).process(new TwinFunctions.Sizes()));
        programs.put("window reduce", keyed.window(twenty).reduce(Event::sum).map(Event::text));
        programs.put("window reduce, window function", keyed.window(twenty).reduce(Event::sum, new TwinFunctions.Summed()));
        programs.put(
                "rich filter and flatMap",
                keyed.filter(new TwinFunctions.Changes())
                        .keyBy(event -> event.key)
                        .flatMap(new TwinFunctions.Gathers()));
        programs.put("count windows", keyed.countWindow(3).reduce(Event::sum).map(Event::text));
        programs.put(
                "count trigger",
                keyed.window(twenty).trigger(CountTrigger.of(2)).process(new TwinFunctions.Contents()));
        programs.put(
                "purging trigger",
                keyed.window(GlobalWindows.create())
                        .trigger(PurgingTrigger.of(CountTrigger.of(2)))
                        .reduce(Event::sum)
                        .map(Event::text));
        programs.put(
                "continuous event-time trigger",
                keyed.window(TumblingEventTimeWindows.of(ms(60)))
                        .trigger(ContinuousEventTimeTrigger.of(ms(10)))
                        .aggregate(new TwinFunctions.Count(), new TwinFunctions.Bounds()));
        programs.put(
                "interval join",
                keyedLeft
                        .intervalJoin(keyedRight)
                        .between(ms(-6), ms(4))
                        .upperBoundExclusive()
                        .process(new TwinFunctions.Pairs()));
        programs.put(
                "interval join, both bounds exclusive",
                keyedLeft
                        .intervalJoin(keyedRight)
                        .between(ms(-6), ms(4))
                        .lowerBoundExclusive()
                        .upperBoundExclusive()
                        .process(new TwinFunctions.Pairs()));
        programs.put(
                "window join",
                left.join(right)
                        .where(event -> event.key)
                        .equalTo(event -> event.key)
                        .window(twenty)
                        .apply((one, other) -> one.text() + " with " + other.text(), STRING));
        programs.put(
                "window coGroup",
                left.coGroup(right)
                        .where(event -> event.key)
                        .equalTo(event -> event.key)
                        .window(twenty)
                        .apply(
                                (one, other, out) -> {
                                    List<Event> lefts = new ArrayList<>();
                                    List<Event> rights = new ArrayList<>();
                                    one.forEach(lefts::add);
                                    other.forEach(rights::add);
                                    String key = (lefts.isEmpty() ? rights : lefts).get(0).key;
                                    out.collect(key + " " + lefts.size() + " " + rights.size());
                                },
                                STRING));
        programs.put(
                "window join, lateness",
                events.join(right)
                        .where(event -> event.key)
                        .equalTo(event -> event.key)
                        .window(twenty)
                        .allowedLateness(ms(TwinFunctions.FAR))
                        .apply((one, other) -> one.text() + " with " + other.text(), STRING)
                        .keyBy(text -> text)
                        .filter(new TwinFunctions.Once()));
        programs.put(
                "window coGroup, count trigger, lateness",
                events.coGroup(right)
                        .where(event -> event.key)
                        .equalTo(event -> event.key)
                        .window(twenty)
                        .trigger(CountTrigger.of(2))
                        .allowedLateness(ms(TwinFunctions.FAR))
                        .apply(
                                (one, other, out) -> {
                                    List<Event> both = new ArrayList<>();
                                    one.forEach(both::add);
                                    other.forEach(both::add);
                                    Event first = both.get(0);
                                    out.collect(first.key + " " + TwinFunctions.slotOf(first.time) + " " + both.size());
                                },
                                STRING));
        programs.put("connect", left.connect(right).process(new TwinFunctions.Sides()));
        programs.put("connect, map", left.connect(right).map(new TwinFunctions.Mapped()));
        programs.put("keyed connect, rich map, state", keyedLeft.connect(keyedRight).map(new TwinFunctions.SideSums()));
        programs.put("keyed connect, flatMap, state", keyedLeft.connect(keyedRight).flatMap(new TwinFunctions.Numbered()));
        programs.put("keyed connect, timers", keyedLeft.connect(keyedRight).process(new TwinFunctions.Slots()));
        programs.put("broadcast", left.connect(broadcast).process(new TwinFunctions.Told()));
        programs.put(
                "keyed broadcast, timers", keyedLeft.connect(broadcast).process(new TwinFunctions.Multiplied()));
        return programs;
    }
}
