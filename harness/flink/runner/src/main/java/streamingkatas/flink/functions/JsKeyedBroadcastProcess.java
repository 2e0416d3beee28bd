package streamingkatas.flink.functions;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

public final class JsKeyedBroadcastProcess
        extends KeyedBroadcastProcessFunction<String, JsRecord, JsRecord, JsRecord> {
    private final Processing processing;
    private final List<String> states;
    private transient Broadcasts broadcasts;

    public JsKeyedBroadcastProcess(Operator operator, List<String> states) {
        processing = new Processing(operator, "processElement", "processBroadcastElement");
        this.states = states;
    }

    @Override
    public void open(OpenContext context) {
        broadcasts = new Broadcasts(states);
        processing.open(getRuntimeContext(), broadcasts.host());
    }

    @Override
    public void processElement(JsRecord record, ReadOnlyContext context, Collector<JsRecord> out) {
        at(context, out).element(0, record, context.timestamp(), context.getCurrentKey());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<JsRecord> out) {
        at(context, out).timer(time, context.getCurrentKey(), context.timeDomain());
    }

    private Processing at(ReadOnlyContext context, Collector<JsRecord> out) {
        broadcasts.use(
                state -> Hosts.readOnly(context.getBroadcastState(state)),
                context::currentWatermark,
                context::currentProcessingTime);
        return processing.at(out, context::output, context.timerService());
    }

    @Override
    public void processBroadcastElement(JsRecord record, Context context, Collector<JsRecord> out) {
        broadcasts.use(
                state -> Hosts.broadcast(context.getBroadcastState(state)),
                context::currentWatermark,
                context::currentProcessingTime);
        processing.at(out, context::output, null).element(1, record, context.timestamp(), null);
    }
}
