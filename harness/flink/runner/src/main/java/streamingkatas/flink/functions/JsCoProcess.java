package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

public final class JsCoProcess extends CoProcessFunction<JsRecord, JsRecord, JsRecord> {
    private final Processing processing;

    public JsCoProcess(Operator operator) {
        processing = new Processing(operator, "processElement1", "processElement2");
    }

    @Override
    public void open(OpenContext context) {
        processing.open(getRuntimeContext());
    }

    @Override
    public void processElement1(JsRecord record, Context context, Collector<JsRecord> out) {
        at(context, out).element(0, record, context.timestamp(), null);
    }

    @Override
    public void processElement2(JsRecord record, Context context, Collector<JsRecord> out) {
        at(context, out).element(1, record, context.timestamp(), null);
    }

    private Processing at(Context context, Collector<JsRecord> out) {
        return processing.at(out, context::output, context.timerService());
    }
}
