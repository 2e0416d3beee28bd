package streamingkatas.flink.functions;

import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.Times;

/** Broadcast state and the clocks of the element or timer at hand; functions with and without keys share this. */
final class Broadcasts {
    private final Map<String, MapStateDescriptor<String, String>> descriptors;
    private Function<MapStateDescriptor<String, String>, Host> states;
    private LongSupplier watermark;
    private LongSupplier processingTime;

    Broadcasts(List<String> names) {
        descriptors = names.stream().collect(Collectors.toMap(name -> name, Broadcasts::descriptor));
    }

    static MapStateDescriptor<String, String> descriptor(String name) {
        return new MapStateDescriptor<>(name, Types.STRING, Types.STRING);
    }

    /** For what the guest asks until the next call of this. */
    void use(
            Function<MapStateDescriptor<String, String>, Host> states,
            LongSupplier watermark,
            LongSupplier processingTime) {
        this.states = states;
        this.watermark = watermark;
        this.processingTime = processingTime;
    }

    Host host() {
        return new Host()
                .with("broadcastState", a -> {
                    MapStateDescriptor<String, String> descriptor = descriptors.get(a[0].asString());
                    if (descriptor == null) {
                        throw new IllegalArgumentException(
                                "the stream was not broadcast with a state named " + a[0].asString());
                    }
                    return states.apply(descriptor);
                })
                .with("currentWatermark", a -> Times.toGuest(watermark.getAsLong()))
                .with("currentProcessingTime", a -> Times.toGuest(processingTime.getAsLong()));
    }
}
