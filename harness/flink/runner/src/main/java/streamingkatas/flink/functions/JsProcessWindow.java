package streamingkatas.flink.functions;

import java.util.StringJoiner;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

public final class JsProcessWindow extends ProcessWindowFunction<JsRecord, JsRecord, String, Window> {
    private final JsFunction function;
    private transient Out out;
    private transient Context current;
    private transient JsFunction.Call process;
    private transient JsFunction.Call clear;

    public JsProcessWindow(Operator operator) {
        function = new JsFunction(operator, "window");
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        States states = new States(getRuntimeContext().getMetricGroup());
        Host window = new Host()
                .with("currentWatermark", a -> Times.toGuest(current.currentWatermark()))
                .with("currentProcessingTime", a -> Times.toGuest(current.currentProcessingTime()))
                .with("windowState", a -> stateOf(states, () -> current.windowState()))
                .with("globalState", a -> stateOf(states, () -> current.globalState()));
        function.open(
                Hosts.task(function, getRuntimeContext()).withAll(out.host()).withAll(window));
        process = function.call("process");
        clear = function.call("clear");
    }

    /** Flink has a new store for each window: it is asked for when it is used. */
    private static Host stateOf(States states, Supplier<KeyedStateStore> store) {
        return states.host(
                value -> store.get().getState(value),
                list -> store.get().getListState(list),
                map -> store.get().getMapState(map));
    }

    @Override
    public void process(String key, Context context, Iterable<JsRecord> elements, Collector<JsRecord> collector) {
        current = context;
        out.to(collector, context::output);
        StringJoiner all = new StringJoiner(",", "[", "]");
        elements.forEach(element -> all.add(element.json()));
        Window window = context.window();
        process.with(null, start(window), end(window), Times.toGuest(window.maxTimestamp()), key, all.toString());
    }

    @Override
    public void clear(Context context) {
        // Most have none of their own.
        if (!clear.isThere()) {
            return;
        }
        current = context;
        out.to(null, context::output);
        Window window = context.window();
        clear.with(null, start(window), end(window), Times.toGuest(window.maxTimestamp()));
    }

    private static double start(Window window) {
        return window instanceof TimeWindow timed ? Times.toGuest(timed.getStart()) : Double.NEGATIVE_INFINITY;
    }

    private static double end(Window window) {
        return window instanceof TimeWindow timed ? Times.toGuest(timed.getEnd()) : Double.POSITIVE_INFINITY;
    }
}
