package streamingkatas.flink.functions;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.graalvm.polyglot.Value;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;

/** A function's own metrics, as the guest calls them. */
final class Metrics {
    /** Milliseconds between two readings of a gauge. */
    private static final long READ_MS = 100;

    private Metrics() {}

    static Host host(JsFunction function, RuntimeContext context) {
        return new Host()
                .with("counter", a -> counter(context.getMetricGroup().counter(a[0].asString())))
                .with("gauge", a -> Hosts.done(() -> gauge(a[0].asString(), function.callback(a[1]), context)));
    }

    private static Host counter(Counter counter) {
        return new Host().with("inc", a -> Hosts.done(() -> counter.inc((long) a[0].asDouble())));
    }

    /** Flink asks a gauge on a thread of its own, and the guest's context is its task's: the task reads, Flink gets what it read. */
    private static void gauge(String name, JsFunction.Call read, RuntimeContext context) {
        Reading reading = new Reading();
        context.getMetricGroup().gauge(name, reading);
        ProcessingTimeService clock = ((StreamingRuntimeContext) context).getProcessingTimeService();
        clock.scheduleWithFixedDelay(time -> reading.value = number(read.with(null)), 0, READ_MS);
    }

    private static Number number(Value value) {
        double number = value.asDouble();
        return number == Math.rint(number) && Math.abs(number) < 1L << 53 ? (Number) (long) number : (Number) number;
    }

    private static final class Reading implements Gauge<Number> {
        private volatile Number value;

        @Override
        public Number getValue() {
            return value;
        }
    }
}
