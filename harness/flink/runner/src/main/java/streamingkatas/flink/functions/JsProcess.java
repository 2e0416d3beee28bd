package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

public final class JsProcess extends ProcessFunction<JsRecord, JsRecord> {
    private final JsFunction function;
    private transient Out out;
    private transient Timers timers;
    private transient JsFunction.Call process;

    public JsProcess(Operator operator) {
        function = new JsFunction(operator, "process");
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        timers = new Timers();
        function.open(Hosts.task(getRuntimeContext()).withAll(out.host()).withAll(timers.host()));
        process = function.call("processElement");
    }

    @Override
    public void processElement(JsRecord record, Context context, Collector<JsRecord> collector) {
        out.to(collector, context::output);
        timers.use(context.timerService());
        process.with(record, function.element(record), Times.toGuest(context.timestamp()));
    }
}
