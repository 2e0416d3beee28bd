package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

public final class JsFilter extends RichFilterFunction<JsRecord> {
    private final JsFunction function;
    private transient JsFunction.Call filter;

    public JsFilter(Operator operator) {
        function = new JsFunction(operator, "filter");
    }

    @Override
    public void open(OpenContext context) {
        function.open(Hosts.task(function, getRuntimeContext()));
        filter = function.call("filter");
    }

    @Override
    public boolean filter(JsRecord record) {
        return filter.with(record, function.element(record)).asBoolean();
    }
}
