package streamingkatas.flink.functions;

import org.apache.flink.api.common.eventtime.TimestampAssigner;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

/** Never opened by Flink: it opens at its first call. */
public final class JsTimestampAssigner implements TimestampAssigner<JsRecord> {
    private final JsFunction function;
    private JsFunction.Call extract;

    public JsTimestampAssigner(Operator operator) {
        function = new JsFunction(operator, "timestamps");
    }

    @Override
    public long extractTimestamp(JsRecord record, long recordTimestamp) {
        if (extract == null) {
            function.open(new Host());
            extract = function.call("extractTimestamp");
        }
        return Times.fromGuest(
                extract.with(record, record.value(function.task()), Times.toGuest(recordTimestamp)));
    }
}
