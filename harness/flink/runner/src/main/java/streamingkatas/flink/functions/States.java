package streamingkatas.flink.functions;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.graalvm.polyglot.Value;
import streamingkatas.flink.guest.Host;

/** Keyed state as the guest calls it. All of it is text, and what is written of it is counted, for lessons. */
final class States {
    /** Bytes in UTF-8 of all that the function wrote into keyed state. */
    private static final String WRITTEN = "stateBytesWritten";

    private final MetricGroup metrics;
    private Counter written;

    States(MetricGroup metrics) {
        this.metrics = metrics;
    }

    /** State of one scope, which its look-ups know: the key's, or that of a window of the key. */
    Host host(
            Function<ValueStateDescriptor<String>, ValueState<String>> values,
            Function<ListStateDescriptor<String>, ListState<String>> lists,
            Function<MapStateDescriptor<String, String>, MapState<String, String>> maps) {
        return new Host()
                .with("valueState", a -> value(values.apply(
                        described(new ValueStateDescriptor<>(a[0].asString(), Types.STRING), a))))
                .with("listState", a -> list(lists.apply(
                        described(new ListStateDescriptor<>(a[0].asString(), Types.STRING), a))))
                .with("mapState", a -> map(maps.apply(
                        described(new MapStateDescriptor<>(a[0].asString(), Types.STRING, Types.STRING), a))));
    }

    /** @param args name, time to live in milliseconds (0: none), whether reading begins it anew */
    private static <D extends StateDescriptor<?, ?>> D described(D descriptor, Value[] args) {
        long ttlMs = args[1].asLong();
        if (ttlMs > 0) {
            descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(ttlMs))
                    .setUpdateType(
                            args[2].asBoolean()
                                    ? StateTtlConfig.UpdateType.OnReadAndWrite
                                    : StateTtlConfig.UpdateType.OnCreateAndWrite)
                    .build());
        }
        return descriptor;
    }

    private Host value(ValueState<String> state) {
        return new Host()
                .with("value", a -> state.value())
                .with("update", a -> Hosts.done(() -> state.update(written(a[0]))))
                .with("clear", a -> Hosts.done(state::clear));
    }

    private Host list(ListState<String> state) {
        return new Host()
                .with("get", a -> Hosts.array(state.get()))
                .with("add", a -> Hosts.done(() -> state.add(written(a[0]))))
                .with("clear", a -> Hosts.done(state::clear));
    }

    private Host map(MapState<String, String> state) {
        return new Host()
                .with("get", a -> state.get(a[0].asString()))
                .with("put", a -> Hosts.done(() -> state.put(written(a[0]), written(a[1]))))
                .with("remove", a -> Hosts.done(() -> state.remove(a[0].asString())))
                .with("contains", a -> state.contains(a[0].asString()))
                .with("entries", a -> Hosts.pairs(state.entries()))
                .with("clear", a -> Hosts.done(state::clear));
    }

    private String written(Value given) {
        // Only where state is written: most operators keep none.
        if (written == null) {
            written = metrics.counter(WRITTEN);
        }
        String text = given.asString();
        written.inc(text.getBytes(StandardCharsets.UTF_8).length);
        return text;
    }
}
