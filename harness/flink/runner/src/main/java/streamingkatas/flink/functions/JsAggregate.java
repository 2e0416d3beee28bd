package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.AggregateFunction;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** Its accumulator is JSON text. Never opened by Flink: it opens at its first call. */
public final class JsAggregate implements AggregateFunction<JsRecord, String, JsRecord> {
    private final JsFunction function;
    private transient JsFunction.Call create;
    private transient JsFunction.Call add;
    private transient JsFunction.Call merge;
    private transient JsFunction.Call result;

    public JsAggregate(Operator operator) {
        function = new JsFunction(operator, "aggregate");
    }

    private void open() {
        if (create == null) {
            function.open(new Host());
            create = function.call("createAccumulator");
            add = function.call("add");
            merge = function.call("merge");
            result = function.call("getResult");
        }
    }

    @Override
    public String createAccumulator() {
        open();
        return create.with(null).asString();
    }

    @Override
    public String add(JsRecord record, String accumulator) {
        open();
        return add.with(record, record.copy(function.task()), accumulator).asString();
    }

    @Override
    public JsRecord getResult(String accumulator) {
        open();
        return JsRecord.ofValue(result, result.with(null, accumulator));
    }

    @Override
    public String merge(String first, String second) {
        open();
        return merge.with(null, first, second).asString();
    }
}
