package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

public final class JsMap extends RichMapFunction<JsRecord, JsRecord> {
    private final JsFunction function;
    private transient JsFunction.Call map;

    public JsMap(Operator operator) {
        function = new JsFunction(operator, "map");
    }

    @Override
    public void open(OpenContext context) {
        function.open(Hosts.task(function, getRuntimeContext()));
        map = function.call("map");
    }

    @Override
    public JsRecord map(JsRecord record) {
        return JsRecord.ofValue(map, map.with(record, function.element(record)));
    }
}
