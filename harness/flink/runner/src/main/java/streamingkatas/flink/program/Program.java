package streamingkatas.flink.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.CoGroupedStreams;
import org.apache.flink.streaming.api.datastream.ConnectedStreams;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.JoinedStreams;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.datastream.WindowedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.windows.Window;
import streamingkatas.flink.functions.JsAggregate;
import streamingkatas.flink.functions.JsBroadcastProcess;
import streamingkatas.flink.functions.JsCoFlatMap;
import streamingkatas.flink.functions.JsCoProcess;
import streamingkatas.flink.functions.JsFilter;
import streamingkatas.flink.functions.JsFlatMap;
import streamingkatas.flink.functions.JsIntervalJoin;
import streamingkatas.flink.functions.JsKey;
import streamingkatas.flink.functions.JsKeyedBroadcastProcess;
import streamingkatas.flink.functions.JsKeyedCoProcess;
import streamingkatas.flink.functions.JsKeyedProcess;
import streamingkatas.flink.functions.JsMap;
import streamingkatas.flink.functions.JsProcess;
import streamingkatas.flink.functions.JsProcessWindow;
import streamingkatas.flink.functions.JsReduce;
import streamingkatas.flink.functions.JsWindowCoGroup;
import streamingkatas.flink.functions.JsWindowJoin;
import streamingkatas.flink.functions.PrintSink;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsRecordType;
import streamingkatas.flink.guest.Operator;

/** Builds Flink's program from the recorded graph: one case for each operation of harness/flink/api/graph.ts. */
public final class Program {
    private static final JsRecordType RECORD = JsRecordType.INSTANCE;

    private final StreamExecutionEnvironment env;
    private final JsonNode graph;
    private final Map<Integer, DataStream<JsRecord>> streams = new HashMap<>();
    private final Map<Integer, KeyedStream<JsRecord, String>> keyed = new HashMap<>();

    public Program(StreamExecutionEnvironment env, JsonNode graph) {
        this.env = env;
        this.graph = graph;
    }

    /** Adds the whole graph to the environment. */
    public void build() {
        Settings.apply(graph.get("settings"), env);
        graph.get("nodes").forEach(this::add);
    }

    /** The stream that comes out of an operator; null for a sink. */
    public DataStream<JsRecord> stream(int id) {
        return streams.get(id);
    }

    private void add(JsonNode node) {
        int id = node.get("id").asInt();
        JsonNode operation = node.get("operation");
        Operator operator =
                new Operator(id, node.get("name").asText(), node.get("shared").asBoolean());
        switch (operation.get("type").asText()) {
            case "keyBy" -> addKeyed(id, operator, input(node, 0));
            case "union" -> streams.put(id, union(node));
            case "partition" -> streams.put(id, partitioned(input(node, 0), operation.get("by").asText()));
            case "sideOutput" -> streams.put(
                    id,
                    ((SingleOutputStreamOperator<JsRecord>) input(node, 0))
                            .getSideOutput(Windows.tag(operation.get("tag").asText())));
            case "kafkaSink", "print", "discard" -> finish(sink(node, operation, operator), node);
            default -> streams.put(id, finish(operator(node, operation, operator), node));
        }
    }

    private SingleOutputStreamOperator<JsRecord> operator(JsonNode node, JsonNode operation, Operator operator) {
        return switch (operation.get("type").asText()) {
            case "fromData" -> env.fromData(elements(operation), RECORD);
            case "kafkaSource" -> env.fromSource(
                    Kafka.source(operation.get("source"), operator),
                    Watermarks.strategy(operation.get("watermarks"), operator),
                    operator.name(),
                    RECORD);
            case "watermarks" -> input(node, 0)
                    .assignTimestampsAndWatermarks(Watermarks.strategy(operation.get("watermarks"), operator));
            case "map" -> input(node, 0).map(new JsMap(operator)).returns(RECORD);
            case "filter" -> input(node, 0).filter(new JsFilter(operator));
            case "flatMap" -> input(node, 0).flatMap(new JsFlatMap(operator)).returns(RECORD);
            case "process" -> input(node, 0).process(new JsProcess(operator), RECORD);
            case "keyedProcess" -> keyed(node, 0).process(new JsKeyedProcess(operator), RECORD);
            case "keyedReduce" -> keyed(node, 0).reduce(new JsReduce(operator));
            case "coMap", "coFlatMap" -> connected(node).flatMap(new JsCoFlatMap(operator), RECORD);
            case "coProcess" -> connected(node).process(new JsCoProcess(operator), RECORD);
            case "keyedCoProcess" -> connected(node).process(new JsKeyedCoProcess(operator), RECORD);
            case "broadcastProcess" -> input(node, 0)
                    .connect(broadcast(node, operation))
                    .process(new JsBroadcastProcess(operator, states(operation)), RECORD);
            case "keyedBroadcastProcess" -> keyed(node, 0)
                    .connect(broadcast(node, operation))
                    .process(new JsKeyedBroadcastProcess(operator, states(operation)), RECORD);
            case "intervalJoin" -> intervalJoin(node, operation, operator);
            case "windowReduce", "windowAggregate", "windowProcess" -> windowed(node, operation, operator);
            case "windowJoin" -> windowJoin(node, operation.get("window"), operator);
            case "windowCoGroup" -> windowCoGroup(node, operation.get("window"), operator);
            default -> throw new IllegalArgumentException("unknown operation " + operation);
        };
    }

    /** A name and what else was told of an operator. */
    private static SingleOutputStreamOperator<JsRecord> finish(SingleOutputStreamOperator<JsRecord> operator, JsonNode node) {
        operator.name(node.get("name").asText());
        told(node, "uid", uid -> operator.uid(uid.asText()));
        told(node, "parallelism", parallelism -> operator.setParallelism(parallelism.asInt()));
        told(node, "maxParallelism", max -> operator.setMaxParallelism(max.asInt()));
        told(node, "slotSharingGroup", group -> operator.slotSharingGroup(group.asText()));
        told(node, "chaining", chaining -> {
            if (chaining.asText().equals("never")) {
                operator.disableChaining();
            } else {
                operator.startNewChain();
            }
        });
        return operator;
    }

    private static void finish(DataStreamSink<JsRecord> sink, JsonNode node) {
        sink.name(node.get("name").asText());
        told(node, "uid", uid -> sink.uid(uid.asText()));
        told(node, "parallelism", parallelism -> sink.setParallelism(parallelism.asInt()));
        told(node, "maxParallelism", max -> sink.setMaxParallelism(max.asInt()));
        told(node, "slotSharingGroup", group -> sink.slotSharingGroup(group.asText()));
        told(node, "chaining", never -> sink.disableChaining());
    }

    private static void told(JsonNode node, String what, Consumer<JsonNode> then) {
        if (node.has(what)) {
            then.accept(node.get(what));
        }
    }

    private DataStream<JsRecord> input(JsonNode node, int index) {
        int id = node.get("inputs").get(index).asInt();
        KeyedStream<JsRecord, String> withKey = keyed.get(id);
        return withKey == null ? streams.get(id) : withKey;
    }

    private KeyedStream<JsRecord, String> keyed(JsonNode node, int index) {
        return keyed.get(node.get("inputs").get(index).asInt());
    }

    /** Elements with their keys, before the shuffle. */
    private DataStream<JsRecord> beforeShuffle(JsonNode node, int index) {
        return streams.get(node.get("inputs").get(index).asInt());
    }

    /** As many subtasks give keys as there are before them, so that keys are given in the same chain and in order. */
    private void addKeyed(int id, Operator operator, DataStream<JsRecord> input) {
        SingleOutputStreamOperator<JsRecord> withKeys =
                input.map(new JsKey(operator)).returns(RECORD).name("key");
        if (input.getParallelism() > 0) {
            withKeys.setParallelism(input.getParallelism());
        }
        streams.put(id, withKeys);
        keyed.put(id, withKeys.keyBy(JsRecord::key, Types.STRING));
    }

    private DataStream<JsRecord> union(JsonNode node) {
        DataStream<JsRecord> all = input(node, 0);
        for (int i = 1; i < node.get("inputs").size(); i++) {
            all = all.union(List.of(input(node, i)).toArray(DataStream[]::new));
        }
        return all;
    }

    private static DataStream<JsRecord> partitioned(DataStream<JsRecord> input, String by) {
        return switch (by) {
            case "rebalance" -> input.rebalance();
            case "rescale" -> input.rescale();
            case "shuffle" -> input.shuffle();
            case "forward" -> input.forward();
            case "broadcast" -> input.broadcast();
            case "global" -> input.global();
            default -> throw new IllegalArgumentException("unknown partitioning " + by);
        };
    }

    /** Keyed where its inputs are. */
    private ConnectedStreams<JsRecord, JsRecord> connected(JsonNode node) {
        return input(node, 0).connect(input(node, 1));
    }

    private static List<JsRecord> elements(JsonNode operation) {
        List<JsRecord> elements = new ArrayList<>();
        operation.get("elements").forEach(element -> elements.add(JsRecord.ofJson(element.asText())));
        return elements;
    }

    private static List<String> states(JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation.get("states").forEach(name -> names.add(name.asText()));
        return names;
    }

    private BroadcastStream<JsRecord> broadcast(JsonNode node, JsonNode operation) {
        return input(node, 1)
                .broadcast(states(operation).stream()
                        .map(name -> new MapStateDescriptor<>(name, Types.STRING, Types.STRING))
                        .toArray(MapStateDescriptor[]::new));
    }

    private SingleOutputStreamOperator<JsRecord> intervalJoin(JsonNode node, JsonNode operation, Operator operator) {
        KeyedStream.IntervalJoined<JsRecord, JsRecord, String> joined = keyed(node, 0)
                .intervalJoin(keyed(node, 1))
                .between(
                        Duration.ofMillis(operation.get("lowerMs").asLong()),
                        Duration.ofMillis(operation.get("upperMs").asLong()));
        if (!operation.get("lowerInclusive").asBoolean()) {
            joined = joined.lowerBoundExclusive();
        }
        if (!operation.get("upperInclusive").asBoolean()) {
            joined = joined.upperBoundExclusive();
        }
        if (!operation.get("leftLateTag").isNull()) {
            joined = joined.sideOutputLeftLateData(
                    Windows.tag(operation.get("leftLateTag").asText()));
        }
        if (!operation.get("rightLateTag").isNull()) {
            joined = joined.sideOutputRightLateData(
                    Windows.tag(operation.get("rightLateTag").asText()));
        }
        return joined.process(new JsIntervalJoin(operator), RECORD);
    }

    private SingleOutputStreamOperator<JsRecord> windowed(JsonNode node, JsonNode operation, Operator operator) {
        WindowedStream<JsRecord, String, Window> windowed = Windows.of(keyed(node, 0), operation.get("window"));
        boolean then = operation.get("windowFunction").asBoolean();
        return switch (operation.get("type").asText()) {
            case "windowReduce" -> then
                    ? windowed.reduce(new JsReduce(operator), new JsProcessWindow(operator), RECORD)
                    : windowed.reduce(new JsReduce(operator));
            case "windowAggregate" -> then
                    ? windowed.aggregate(
                            new JsAggregate(operator), new JsProcessWindow(operator), Types.STRING, RECORD, RECORD)
                    : windowed.aggregate(new JsAggregate(operator), Types.STRING, RECORD);
            default -> windowed.process(new JsProcessWindow(operator), RECORD);
        };
    }

    private SingleOutputStreamOperator<JsRecord> windowJoin(JsonNode node, JsonNode window, Operator operator) {
        JoinedStreams<JsRecord, JsRecord>.Where<String>.EqualTo both = beforeShuffle(node, 0)
                .join(beforeShuffle(node, 1))
                .where(JsRecord::key, Types.STRING)
                .equalTo(JsRecord::key, Types.STRING);
        return both.window(Windows.assigner(window.get("assigner")))
                .trigger(window.get("trigger").isNull() ? null : Windows.trigger(window.get("trigger")))
                .allowedLateness(Windows.lateness(window))
                .apply(new JsWindowJoin(operator), RECORD);
    }

    private SingleOutputStreamOperator<JsRecord> windowCoGroup(JsonNode node, JsonNode window, Operator operator) {
        CoGroupedStreams<JsRecord, JsRecord>.Where<String>.EqualTo both = beforeShuffle(node, 0)
                .coGroup(beforeShuffle(node, 1))
                .where(JsRecord::key, Types.STRING)
                .equalTo(JsRecord::key, Types.STRING);
        return both.window(Windows.assigner(window.get("assigner")))
                .trigger(window.get("trigger").isNull() ? null : Windows.trigger(window.get("trigger")))
                .allowedLateness(Windows.lateness(window))
                .apply(new JsWindowCoGroup(operator), RECORD);
    }

    private DataStreamSink<JsRecord> sink(JsonNode node, JsonNode operation, Operator operator) {
        DataStream<JsRecord> input = input(node, 0);
        return switch (operation.get("type").asText()) {
            case "kafkaSink" -> input.sinkTo(Kafka.sink(operation.get("sink"), operator));
            case "print" -> input.sinkTo(
                    new PrintSink(operator, operation.get("identifier").asText()));
            default -> input.sinkTo(new DiscardingSink<>());
        };
    }
}
