package streamingkatas.flink.functions;

import java.util.Map;
import java.util.StringJoiner;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;

/** What Flink gives a function, as the guest calls it. */
final class Hosts {
    private Hosts() {}

    static Host task(JsFunction function, RuntimeContext context) {
        return new States(context.getMetricGroup())
                .host(context::getState, context::getListState, context::getMapState)
                .withAll(Metrics.host(function, context))
                .with("subtask", a -> context.getTaskInfo().getIndexOfThisSubtask())
                .with("subtasks", a -> context.getTaskInfo().getNumberOfParallelSubtasks())
                .with("taskName", a -> context.getTaskInfo().getTaskName());
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

    /** A JSON array of texts that are JSON. */
    static String array(Iterable<String> items) {
        StringJoiner joined = new StringJoiner(",", "[", "]");
        if (items != null) {
            items.forEach(joined::add);
        }
        return joined.toString();
    }

    static String pairs(Iterable<Map.Entry<String, String>> entries) {
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
