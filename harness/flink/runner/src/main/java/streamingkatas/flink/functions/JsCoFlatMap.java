package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.RichCoFlatMapFunction;
import org.apache.flink.util.Collector;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;

/** A CoFlatMapFunction, and a CoMapFunction, which the bridge makes into one. */
public final class JsCoFlatMap extends RichCoFlatMapFunction<JsRecord, JsRecord, JsRecord> {
    private final JsFunction function;
    private transient Out out;
    private transient JsFunction.Call flatMap1;
    private transient JsFunction.Call flatMap2;

    public JsCoFlatMap(Operator operator) {
        function = new JsFunction(operator, "both");
    }

    @Override
    public void open(OpenContext context) {
        out = new Out(function);
        function.open(Hosts.task(function, getRuntimeContext()).withAll(out.host()));
        flatMap1 = function.call("flatMap1");
        flatMap2 = function.call("flatMap2");
    }

    @Override
    public void flatMap1(JsRecord record, Collector<JsRecord> collector) {
        out.to(collector, null);
        flatMap1.with(record, function.element(record));
    }

    @Override
    public void flatMap2(JsRecord record, Collector<JsRecord> collector) {
        out.to(collector, null);
        flatMap2.with(record, function.element(record));
    }
}
