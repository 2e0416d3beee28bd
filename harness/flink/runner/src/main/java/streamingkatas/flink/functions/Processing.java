package streamingkatas.flink.functions;

import java.io.Serializable;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.guest.Times;

/** What all process functions hold. Each extends a class of Flink's own, and these have no ancestor that could hold it. */
final class Processing implements Serializable {
    private static final long serialVersionUID = 1L;

    private final JsFunction function;
    private final String[] inputs;
    private transient Out out;
    private transient Timers timers;
    private transient JsFunction.Call[] process;
    private transient JsFunction.Call onTimer;

    /** @param inputs the call of each input, by the bridge's name */
    Processing(Operator operator, String... inputs) {
        function = new JsFunction(operator, "process");
        this.inputs = inputs;
    }

    void open(RuntimeContext context) {
        open(context, new Host());
    }

    /** @param more what the guest may call besides */
    void open(RuntimeContext context, Host more) {
        out = new Out(function);
        timers = new Timers();
        function.open(Hosts.task(function, context).withAll(out.host()).withAll(timers.host()).withAll(more));
        process = new JsFunction.Call[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            process[i] = function.call(inputs[i]);
        }
        // Without keys there is none, and no timer that would call it.
        onTimer = function.call("onTimer");
    }

    /** Where what is emitted goes, and whose clocks are read, until the next call of this. */
    Processing at(
            Collector<JsRecord> collector, BiConsumer<OutputTag<JsRecord>, JsRecord> sides, TimerService service) {
        out.to(collector, sides);
        timers.use(service);
        return this;
    }

    /** @param key canonical JSON; null where elements have none */
    void element(int input, JsRecord record, Long timestamp, String key) {
        process[input].with(record, function.element(record), Times.toGuest(timestamp), key);
    }

    void timer(long time, String key, TimeDomain domain) {
        onTimer.with(null, Times.toGuest(time), key, domain.name());
    }
}
