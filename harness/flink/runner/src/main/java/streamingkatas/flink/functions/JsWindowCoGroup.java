package streamingkatas.flink.functions;

import java.util.StringJoiner;
import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** Never opened by Flink: it opens at its first call. */
public final class JsWindowCoGroup implements CoGroupFunction<JsRecord, JsRecord, JsRecord> {
    private final JsFunction function;
    private transient Out out;
    private transient JsFunction.Call coGroup;

    public JsWindowCoGroup(Operator operator) {
        function = new JsFunction(operator, "apply");
    }

    @Override
    public void coGroup(Iterable<JsRecord> first, Iterable<JsRecord> second, Collector<JsRecord> collector) {
        if (coGroup == null) {
            out = new Out(function);
            function.open(out.host());
            coGroup = function.call("coGroup");
        }
        out.to(collector, null);
        coGroup.with(null, array(first), array(second));
    }

    private static String array(Iterable<JsRecord> records) {
        StringJoiner joined = new StringJoiner(",", "[", "]");
        records.forEach(record -> joined.add(record.json()));
        return joined.toString();
    }
}
