package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

public final class JsProcess extends ProcessFunction<JsRecord, JsRecord> {
    private final Processing processing;

    public JsProcess(Operator operator) {
        processing = new Processing(operator, "processElement");
    }

    @Override
    public void open(OpenContext context) {
        processing.open(getRuntimeContext());
    }

    @Override
    public void processElement(JsRecord record, Context context, Collector<JsRecord> out) {
        processing.at(out, context::output, context.timerService()).element(0, record, context.timestamp(), null);
    }
}
