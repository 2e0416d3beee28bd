package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** Gives each element its key, once; from here on it travels as text, so that both sides of a shuffle agree on it. */
public final class JsKey extends RichMapFunction<JsRecord, JsRecord> {
    private final JsFunction function;
    private transient JsFunction.Call key;

    public JsKey(Operator operator) {
        function = new JsFunction(operator, "key");
    }

    @Override
    public void open(OpenContext context) {
        function.open(new Host());
        key = function.call("key");
    }

    @Override
    public JsRecord map(JsRecord record) {
        return record.withKey(key.with(record, function.element(record)).asString());
    }
}
