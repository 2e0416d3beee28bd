package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

public final class JsIntervalJoin extends ProcessJoinFunction<JsRecord, JsRecord, JsRecord> {
    private final JsFunction function;
    private transient Out out;
    private transient JsFunction.Call process;

    public JsIntervalJoin(Operator operator) {
        function = new JsFunction(operator, "process");
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        function.open(Hosts.task(function, getRuntimeContext()).withAll(out.host()));
        process = function.call("processElement");
    }

    @Override
    public void processElement(JsRecord left, JsRecord right, Context context, Collector<JsRecord> collector) {
        out.to(collector, context::output);
        process.with(
                left,
                left.copy(function.task()),
                right.copy(function.task()),
                Times.toGuest(context.getTimestamp()),
                Times.toGuest(context.getLeftTimestamp()),
                Times.toGuest(context.getRightTimestamp()));
    }
}
