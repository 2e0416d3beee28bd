package streamingkatas.flink.functions;

import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.graalvm.polyglot.Value;
import streamingkatas.flink.guest.Host;

/** State, metrics and facts of the task, as the guest calls them. All state is text. */
final class Hosts {
    private Hosts() {}

    static Host task(RuntimeContext context) {
        return new Host()
                .with("valueState", a -> value(context.getState(
                        described(new ValueStateDescriptor<>(a[0].asString(), Types.STRING), a))))
                .with("listState", a -> list(context.getListState(
                        described(new ListStateDescriptor<>(a[0].asString(), Types.STRING), a))))
                .with("mapState", a -> map(context.getMapState(
                        described(new MapStateDescriptor<>(a[0].asString(), Types.STRING, Types.STRING), a))))
                .with("counter", a -> counter(context.getMetricGroup().counter(a[0].asString())))
                .with("subtask", a -> context.getTaskInfo().getIndexOfThisSubtask())
                .with("subtasks", a -> context.getTaskInfo().getNumberOfParallelSubtasks())
                .with("taskName", a -> context.getTaskInfo().getTaskName());
    }

    /** @param args name, time to live in milliseconds (0: none), whether reading begins it anew */
    private static <D extends StateDescriptor<?, ?>> D described(D descriptor, Value[] args) {
        long ttlMs = args[1].asLong();
        if (ttlMs > 0) {
            descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(ttlMs))
                    .setUpdateType(
                            args[2].asBoolean()
                                    ? StateTtlConfig.UpdateType.OnReadAndWrite
                                    : StateTtlConfig.UpdateType.OnCreateAndWrite)
                    .build());
        }
        return descriptor;
    }

    private static Host value(ValueState<String> state) {
        return new Host()
                .with("value", a -> state.value())
                .with("update", a -> done(() -> state.update(a[0].asString())))
                .with("clear", a -> done(state::clear));
    }

    private static Host list(ListState<String> state) {
        return new Host()
                .with("get", a -> array(state.get()))
                .with("add", a -> done(() -> state.add(a[0].asString())))
                .with("clear", a -> done(state::clear));
    }

    private static Host map(MapState<String, String> state) {
        return new Host()
                .with("get", a -> state.get(a[0].asString()))
                .with("put", a -> done(() -> state.put(a[0].asString(), a[1].asString())))
                .with("remove", a -> done(() -> state.remove(a[0].asString())))
                .with("contains", a -> state.contains(a[0].asString()))
                .with("entries", a -> pairs(state.entries()))
                .with("clear", a -> done(state::clear));
    }

    static Host broadcast(BroadcastState<String, String> state) {
        return readOnly(state)
                .with("put", a -> done(() -> state.put(a[0].asString(), a[1].asString())))
                .with("remove", a -> done(() -> state.remove(a[0].asString())))
                .with("clear", a -> done(state::clear));
    }

    static Host readOnly(ReadOnlyBroadcastState<String, String> state) {
        Host.Call refused = a -> {
            throw new UnsupportedOperationException(
                    "broadcast state is changed by processBroadcastElement only: every subtask must make the same changes");
        };
        return new Host()
                .with("get", a -> state.get(a[0].asString()))
                .with("contains", a -> state.contains(a[0].asString()))
                .with("entries", a -> pairs(state.immutableEntries()))
                .with("put", refused)
                .with("remove", refused)
                .with("clear", refused);
    }

    private static Host counter(Counter counter) {
        return new Host().with("inc", a -> done(() -> counter.inc((long) a[0].asDouble())));
    }

    /** A JSON array of texts that are JSON. */
    static String array(Iterable<String> items) {
        StringJoiner joined = new StringJoiner(",", "[", "]");
        if (items != null) {
            items.forEach(joined::add);
        }
        return joined.toString();
    }

    private static String pairs(Iterable<Map.Entry<String, String>> entries) {
        StringJoiner joined = new StringJoiner(",", "[", "]");
        entries.forEach(entry -> joined.add("[" + entry.getKey() + "," + entry.getValue() + "]"));
        return joined.toString();
    }

    @FunctionalInterface
    interface Effect {
        void run() throws Exception;
    }

    /** For a call of no result. */
    static Object done(Effect effect) throws Exception {
        effect.run();
        return null;
    }
}
