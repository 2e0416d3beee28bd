package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static streamingkatas.flink.TestJob.at;
import static streamingkatas.flink.TestJob.out;
import static streamingkatas.flink.TestJob.record;

import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.TaggedUnion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import streamingkatas.flink.guest.JsRecord;

class TwoInputsTest {
    private TestJob job;

    @BeforeEach
    void load() throws Exception {
        job = TestJob.load("two-inputs");
    }

    @AfterEach
    void close() {
        job.close();
    }

    private static JsRecord order(String id) {
        return record("{'id':'" + id + "','item':'tea'}", id);
    }

    private static JsRecord payment(String order, int cents) {
        return record("{'order':'" + order + "','cents':" + cents + "}", order);
    }

    @Test
    void bothBoundsOfAnIntervalJoinAreInclusive() throws Exception {
        try (var join = job.twoKeyed("interval")) {
            join.processElement1(at(100, order("o1")));
            for (long time : List.of(89L, 90L, 120L, 121L)) {
                join.processElement2(at(time, payment("o1", (int) time)));
            }
            join.processElement2(at(100, payment("o2", 1)));
            assertEquals(List.of("'o1 90 -10'", "'o1 120 20'"), out(join));
        }
    }

    @Test
    void aWindowJoinJoinsAgainWithEachLateElement() throws Exception {
        try (var join = job.joined("late-join")) {
            join.processElement(ordered(1, "o1"));
            join.processElement(paid(9, "o1", 1));
            join.processElement(paid(10, "o1", 2));
            join.processWatermark(new Watermark(8));
            assertEquals(List.of(), out(join));
            join.processWatermark(new Watermark(9));
            assertEquals(List.of("'o1 1'"), out(join));
            join.processElement(paid(5, "o1", 4));
            assertEquals(List.of("'o1 1'", "'o1 4'"), out(join));
            join.processWatermark(new Watermark(14));
            join.processElement(paid(5, "o1", 8));
            assertEquals(List.of(), out(join));
        }
    }

    @Test
    void aCoGroupGroupsAgainWithEachLateElement() throws Exception {
        try (var groups = job.joined("late-groups")) {
            groups.processElement(paid(3, "o1", 1));
            groups.processWatermark(new Watermark(9));
            assertEquals(List.of("'0 1'"), out(groups));
            groups.processElement(ordered(5, "o1"));
            groups.processElement(paid(5, "o1", 2));
            assertEquals(List.of("'1 1'", "'1 1+2'"), out(groups));
            groups.processWatermark(new Watermark(14));
            groups.processElement(ordered(5, "o1"));
            assertEquals(List.of(), out(groups));
        }
    }

    @Test
    void aTriggerOfAWindowJoinCountsBothSides() throws Exception {
        try (var join = job.joined("counted-join")) {
            join.processElement(ordered(1, "o1"));
            join.processElement(paid(2, "o1", 1));
            assertEquals(List.of("'o1 1'"), out(join));
            join.processElement(paid(3, "o1", 2));
            join.processWatermark(new Watermark(9));
            assertEquals(List.of(), out(join));
        }
    }

    private static StreamRecord<TaggedUnion<JsRecord, JsRecord>> ordered(long time, String id) {
        return new StreamRecord<>(TaggedUnion.one(order(id)), time);
    }

    private static StreamRecord<TaggedUnion<JsRecord, JsRecord>> paid(long time, String id, int cents) {
        return new StreamRecord<>(TaggedUnion.two(payment(id, cents)), time);
    }

    @Test
    void connectedStreamsShareStateAndTimersOfAKey() throws Exception {
        try (var awaited = job.twoKeyed("awaited")) {
            awaited.processElement1(at(0, order("o1")));
            awaited.processElement1(at(0, order("o2")));
            awaited.processElement2(at(9, payment("o1", 5)));
            awaited.processElement2(at(9, payment("o3", 7)));
            awaited.processWatermark1(new Watermark(50));
            assertEquals(List.of("'o1 tea 5'", "'o3 unknown 7'"), out(awaited));
            awaited.processWatermark2(new Watermark(50));
            assertEquals(List.of("'o2 unpaid'"), out(awaited));
        }
    }

    @Test
    void aCoMapGivesOneForEachOfEitherSide() throws Exception {
        try (var told = job.two("told")) {
            told.processElement1(at(7, order("o1")));
            told.processElement2(at(8, payment("o2", 5)));
            assertEquals(7, told.extractOutputStreamRecords().get(0).getTimestamp());
            assertEquals(List.of("'order o1'", "'payment o2'"), out(told));
        }
    }

    @Test
    void aCoFlatMapOfKeyedStreamsKeepsStateForEachKey() throws Exception {
        try (var pairs = job.twoKeyed("pairs")) {
            pairs.processElement1(at(0, order("o1")));
            pairs.processElement2(at(0, payment("o2", 2)));
            assertEquals(List.of(), out(pairs));
            pairs.processElement2(at(0, payment("o1", 1)));
            pairs.processElement1(at(0, order("o2")));
            assertEquals(List.of("'tea 1'", "'tea 2'"), out(pairs));
        }
    }

    @Test
    void broadcastStateGivesTheLatestValueAtArrival() throws Exception {
        try (var rated = job.broadcast("rated")) {
            rated.processElement(at(0, order("o1")));
            rated.processBroadcastElement(at(0, record("{'item':'tea','factor':2}")));
            rated.processElement(at(0, order("o2")));
            assertEquals(List.of("'o2 2'"), out(rated));
            assertEquals(List.of("{'id':'o1','item':'tea'}"), out(rated, "unknown"));
        }
    }

    @Test
    void broadcastStateStandsBesideKeyedState() throws Exception {
        try (var rated = job.keyedBroadcast("keyedRated")) {
            rated.processBroadcastElement(at(0, record("{'item':'tea','factor':2}")));
            rated.processElement(at(0, order("o1")));
            rated.processElement(at(0, order("o1")));
            rated.processElement(at(0, order("o2")));
            assertEquals(List.of("'o1 1 2'", "'o1 2 2'", "'o2 1 2'"), out(rated));
        }
    }
}
