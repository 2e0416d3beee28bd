package streamingkatas.flink.functions;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

public final class JsKeyedBroadcastProcess
        extends KeyedBroadcastProcessFunction<String, JsRecord, JsRecord, JsRecord> {
    private final JsFunction function;
    private final List<String> states;
    private transient Out out;
    private transient Timers timers;
    private transient Broadcasts broadcasts;
    private transient JsFunction.Call process;
    private transient JsFunction.Call processBroadcast;
    private transient JsFunction.Call onTimer;

    public JsKeyedBroadcastProcess(Operator operator, List<String> states) {
        function = new JsFunction(operator, "process");
        this.states = states;
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        timers = new Timers();
        broadcasts = new Broadcasts(states);
        function.open(Hosts.task(getRuntimeContext())
                .withAll(timers.host())
                .withAll(out.host())
                .withAll(broadcasts.host()));
        process = function.call("processElement");
        processBroadcast = function.call("processBroadcastElement");
        onTimer = function.call("onTimer");
    }

    @Override
    public void processElement(JsRecord record, ReadOnlyContext context, Collector<JsRecord> collector) {
        at(context, collector);
        process.with(record, function.element(record), Times.toGuest(context.timestamp()), context.getCurrentKey());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<JsRecord> collector) {
        at(context, collector);
        onTimer.with(null, Times.toGuest(time), context.getCurrentKey(), context.timeDomain().name());
    }

    private void at(ReadOnlyContext context, Collector<JsRecord> collector) {
        out.to(collector, context::output);
        timers.use(context.timerService());
        broadcasts.use(
                state -> Hosts.readOnly(context.getBroadcastState(state)),
                context::currentWatermark,
                context::currentProcessingTime);
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
