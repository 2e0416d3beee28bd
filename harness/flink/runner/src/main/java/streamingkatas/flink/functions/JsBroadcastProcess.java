package streamingkatas.flink.functions;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

public final class JsBroadcastProcess extends BroadcastProcessFunction<JsRecord, JsRecord, JsRecord> {
    private final JsFunction function;
    private final List<String> states;
    private transient Out out;
    private transient Broadcasts broadcasts;
    private transient JsFunction.Call process;
    private transient JsFunction.Call processBroadcast;

    public JsBroadcastProcess(Operator operator, List<String> states) {
        function = new JsFunction(operator, "process");
        this.states = states;
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        broadcasts = new Broadcasts(states);
        function.open(Hosts.task(getRuntimeContext())
                .withAll(new Timers().host())
                .withAll(out.host())
                .withAll(broadcasts.host()));
        process = function.call("processElement");
        processBroadcast = function.call("processBroadcastElement");
    }

    @Override
    public void processElement(JsRecord record, ReadOnlyContext context, Collector<JsRecord> collector) {
        out.to(collector, context::output);
        broadcasts.use(
                state -> Hosts.readOnly(context.getBroadcastState(state)),
                context::currentWatermark,
                context::currentProcessingTime);
        process.with(record, function.element(record), Times.toGuest(context.timestamp()), "null");
    }

    @Override
    public void processBroadcastElement(JsRecord record, Context context, Collector<JsRecord> collector) {
        out.to(collector, context::output);
        broadcasts.use(
                state -> Hosts.broadcast(context.getBroadcastState(state)),
                context::currentWatermark,
                context::currentProcessingTime);
        processBroadcast.with(record, function.element(record), Times.toGuest(context.timestamp()));
    }
}
