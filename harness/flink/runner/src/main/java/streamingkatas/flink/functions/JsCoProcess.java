package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

public final class JsCoProcess extends CoProcessFunction<JsRecord, JsRecord, JsRecord> {
    private final JsFunction function;
    private transient Out out;
    private transient Timers timers;
    private transient JsFunction.Call process1;
    private transient JsFunction.Call process2;

    public JsCoProcess(Operator operator) {
        function = new JsFunction(operator, "process");
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        timers = new Timers();
        function.open(Hosts.task(getRuntimeContext()).withAll(out.host()).withAll(timers.host()));
        process1 = function.call("processElement1");
        process2 = function.call("processElement2");
    }

    @Override
    public void processElement1(JsRecord record, Context context, Collector<JsRecord> collector) {
        process(process1, record, context, collector);
    }

    @Override
    public void processElement2(JsRecord record, Context context, Collector<JsRecord> collector) {
        process(process2, record, context, collector);
    }

    private void process(JsFunction.Call call, JsRecord record, Context context, Collector<JsRecord> collector) {
        out.to(collector, context::output);
        timers.use(context.timerService());
        call.with(record, function.element(record), Times.toGuest(context.timestamp()));
    }
}
