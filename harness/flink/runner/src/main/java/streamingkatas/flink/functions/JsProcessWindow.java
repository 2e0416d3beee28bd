package streamingkatas.flink.functions;

import java.util.StringJoiner;
import org.apache.flink.api.common.functions.OpenContext;
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

    public JsProcessWindow(Operator operator) {
        function = new JsFunction(operator, "window");
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        Host times = new Host()
                .with("currentWatermark", a -> Times.toGuest(current.currentWatermark()))
                .with("currentProcessingTime", a -> Times.toGuest(current.currentProcessingTime()));
        function.open(Hosts.task(getRuntimeContext()).withAll(out.host()).withAll(times));
        process = function.call("process");
    }

    @Override
    public void process(String key, Context context, Iterable<JsRecord> elements, Collector<JsRecord> collector) {
        current = context;
        out.to(collector, context::output);
        StringJoiner all = new StringJoiner(",", "[", "]");
        elements.forEach(element -> all.add(element.json()));
        Window window = context.window();
        boolean timed = window instanceof TimeWindow;
        process.with(
                null,
                all.toString(),
                key,
                timed ? Times.toGuest(((TimeWindow) window).getStart()) : Double.NEGATIVE_INFINITY,
                timed ? Times.toGuest(((TimeWindow) window).getEnd()) : Double.POSITIVE_INFINITY,
                Times.toGuest(window.maxTimestamp()));
    }
}
