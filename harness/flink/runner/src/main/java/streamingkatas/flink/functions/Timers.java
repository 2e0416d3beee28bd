package streamingkatas.flink.functions;

import org.apache.flink.streaming.api.TimerService;
import streamingkatas.flink.guest.Host;
import streamingkatas.flink.guest.Times;

/** The timer service of the element or timer at hand. */
final class Timers {
    private TimerService service;

    void use(TimerService given) {
        service = given;
    }

    Host host() {
        return new Host()
                .with("currentWatermark", a -> Times.toGuest(service.currentWatermark()))
                .with("currentProcessingTime", a -> Times.toGuest(service.currentProcessingTime()))
                .with("registerEventTimeTimer", a -> Hosts.done(() -> service.registerEventTimeTimer(Times.fromGuest(a[0]))))
                .with("registerProcessingTimeTimer", a -> Hosts.done(() -> service.registerProcessingTimeTimer(Times.fromGuest(a[0]))))
                .with("deleteEventTimeTimer", a -> Hosts.done(() -> service.deleteEventTimeTimer(Times.fromGuest(a[0]))))
                .with("deleteProcessingTimeTimer", a -> Hosts.done(() -> service.deleteProcessingTimeTimer(Times.fromGuest(a[0]))));
    }
}
