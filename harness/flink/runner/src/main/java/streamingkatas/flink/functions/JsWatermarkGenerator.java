package streamingkatas.flink.functions;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

/** A generator written in TypeScript. Never opened by Flink: it opens at its first call. */
public final class JsWatermarkGenerator implements WatermarkGenerator<JsRecord> {
    private final JsFunction function;
    private WatermarkOutput output;
    private JsFunction.Call onEvent;
    private JsFunction.Call onPeriodicEmit;

    public JsWatermarkGenerator(Operator operator) {
        function = new JsFunction(operator, "generator");
    }

    private void open(WatermarkOutput given) {
        output = given;
        if (onEvent == null) {
            function.open(new Host()
                    .handsOn("emitWatermark", a -> Hosts.done(() -> output.emitWatermark(new Watermark(Times.fromGuest(a[0])))))
                    .handsOn("markIdle", a -> Hosts.done(() -> output.markIdle()))
                    .handsOn("markActive", a -> Hosts.done(() -> output.markActive())));
            onEvent = function.call("onEvent");
            onPeriodicEmit = function.call("onPeriodicEmit");
        }
    }

    @Override
    public void onEvent(JsRecord record, long timestamp, WatermarkOutput given) {
        open(given);
        onEvent.with(record, record.value(function.task()), Times.toGuest(timestamp));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput given) {
        open(given);
        onPeriodicEmit.with(null);
    }
}
