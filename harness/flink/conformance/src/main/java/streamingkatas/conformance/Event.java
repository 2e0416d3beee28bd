package streamingkatas.conformance;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** An element of the catalogue's streams. */
public final class Event {
    public String key;
    public long time;
    public long value;

    static Event of(String key, long time, long value) {
        Event event = new Event();
        event.key = key;
        event.time = time;
        event.value = value;
        return event;
    }

    static Event of(JsonNode told) {
        return of(told.path("key").asText(), told.path("time").asLong(), told.path("value").asLong());
    }

    /** What a reduce function of the catalogue makes of two. */
    static Event sum(Event one, Event other) {
        return of(one.key, other.time, one.value + other.value);
    }

    String text() {
        return key + " " + time + " " + value;
    }
}
