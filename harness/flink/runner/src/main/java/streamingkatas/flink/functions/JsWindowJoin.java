package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.JoinFunction;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** Never opened by Flink: it opens at its first call. */
public final class JsWindowJoin implements JoinFunction<JsRecord, JsRecord, JsRecord> {
    private final JsFunction function;
    private transient JsFunction.Call join;

    public JsWindowJoin(Operator operator) {
        function = new JsFunction(operator, "apply");
    }

    @Override
    public JsRecord join(JsRecord first, JsRecord second) {
        if (join == null) {
            function.open(new Host());
            join = function.call("join");
        }
        return JsRecord.ofValue(
                join, join.with(first, first.copy(function.task()), second.copy(function.task())));
    }
}
