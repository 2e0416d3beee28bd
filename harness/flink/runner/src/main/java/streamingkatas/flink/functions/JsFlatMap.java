package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

public final class JsFlatMap extends RichFlatMapFunction<JsRecord, JsRecord> {
    private final JsFunction function;
    private transient Out out;
    private transient JsFunction.Call flatMap;

    public JsFlatMap(Operator operator) {
        function = new JsFunction(operator, "flatMap");
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        function.open(Hosts.task(function, getRuntimeContext()).withAll(out.host()));
        flatMap = function.call("flatMap");
    }

    @Override
    public void flatMap(JsRecord record, Collector<JsRecord> collector) {
        out.to(collector, null);
        flatMap.with(record, function.element(record));
    }
}
