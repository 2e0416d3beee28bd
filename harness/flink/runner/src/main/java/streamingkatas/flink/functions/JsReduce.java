package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.ReduceFunction;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** Not rich, since Flink's windows take no rich one: it opens at its first call. Its results lie in state. */
public final class JsReduce implements ReduceFunction<JsRecord> {
    private final JsFunction function;
    private transient JsFunction.Call reduce;

    public JsReduce(Operator operator) {
        function = new JsFunction(operator, "reduce");
    }

    @Override
    public JsRecord reduce(JsRecord first, JsRecord second) {
        if (reduce == null) {
            function.open(new Host());
            reduce = function.call("reduce");
        }
        JsRecord reduced = JsRecord.settled(
                reduce, reduce.with(second, first.copy(function.task()), second.copy(function.task())));
        return reduced.withKey(second.key());
    }
}
