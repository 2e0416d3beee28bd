package streamingkatas.flink.functions;

import java.util.function.BiConsumer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.JsFunction;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsRecordType;

/** Where a function's results go: what Flink gave for the element or timer at hand. */
final class Out {
    private final JsFunction function;
    private Collector<JsRecord> collector;
    private BiConsumer<OutputTag<JsRecord>, JsRecord> sides;

    Out(JsFunction function) {
        this.function = function;
    }

    /** For what is emitted until the next call of this. */
    void to(Collector<JsRecord> collector, BiConsumer<OutputTag<JsRecord>, JsRecord> sides) {
        this.collector = collector;
        this.sides = sides;
    }

    Host host() {
        return new Host()
                .handsOn("collect", a -> Hosts.done(() -> collector.collect(JsRecord.ofValue(function, a[0]))))
                .handsOn("output", a -> Hosts.done(() ->
                        sides.accept(new OutputTag<>(a[0].asString(), JsRecordType.INSTANCE), JsRecord.ofValue(function, a[1]))));
    }
}
