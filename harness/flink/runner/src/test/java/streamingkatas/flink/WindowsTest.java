package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static streamingkatas.flink.TestJob.at;
import static streamingkatas.flink.TestJob.out;
import static streamingkatas.flink.TestJob.record;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import streamingkatas.flink.guest.JsRecord;

class WindowsTest {
    private TestJob job;

    @BeforeEach
    void load() throws Exception {
        job = TestJob.load("windows");
    }

    @AfterEach
    void close() {
        job.close();
    }

    private static JsRecord sale(int cents) {
        return record("{'shop':'a','cents':" + cents + "}", "a");
    }

    @Test
    void aTumblingWindowFiresAtItsEndAndAgainForEachLateElement() throws Exception {
        try (var sums = job.keyed("tumbling")) {
            sums.processElement(at(0, sale(1)));
            sums.processElement(at(9, sale(2)));
            sums.processElement(at(10, sale(4)));
            sums.processWatermark(new Watermark(8));
            assertEquals(List.of(), out(sums));
            sums.processWatermark(new Watermark(9));
            assertEquals(List.of("{'shop':'a','from':0,'to':10,'cents':3}"), out(sums));
            sums.processElement(at(5, sale(8)));
            assertEquals(List.of("{'shop':'a','from':0,'to':10,'cents':11}"), out(sums));
            sums.processWatermark(new Watermark(14));
            sums.processElement(at(5, sale(16)));
            assertEquals(List.of("{'shop':'a','cents':16}"), out(sums, "late"));
        }
    }

    @Test
    void aSlidingWindowCountsAnElementInEachOfItsWindows() throws Exception {
        try (var sums = job.keyed("sliding")) {
            sums.processElement(at(6, sale(1)));
            sums.processElement(at(12, sale(2)));
            sums.processWatermark(new Watermark(100));
            assertEquals(List.of("1", "3", "2"), out(sums));
        }
    }

    @Test
    void sessionsThatAnElementTouchesMerge() throws Exception {
        try (var sums = job.keyed("session")) {
            sums.processElement(at(0, sale(1)));
            sums.processElement(at(50, sale(2)));
            sums.processElement(at(25, sale(4)));
            sums.processElement(at(200, sale(8)));
            sums.processWatermark(new Watermark(79));
            assertEquals(List.of("{'shop':'a','cents':7}"), out(sums));
        }
    }

    @Test
    void aTriggerTakesThePlaceOfTheWindowsOwn() throws Exception {
        try (var receipts = job.keyed("counted")) {
            receipts.processElement(at(0, sale(1)));
            receipts.processElement(at(1, sale(2)));
            receipts.processElement(at(2, sale(3)));
            assertEquals(List.of("[1,2]"), out(receipts));
        }
    }

    @Test
    void aWindowHasStateOfItsOwnAndSharesThatOfItsKey() throws Exception {
        try (var firings = job.keyed("firings")) {
            firings.processElement(at(0, sale(1)));
            firings.processElement(at(12, sale(1)));
            firings.processWatermark(new Watermark(4));
            firings.processWatermark(new Watermark(8));
            assertEquals(List.of("'[0 1 of 1'", "'[0 2 of 2'"), out(firings));
            int kept = firings.numKeyedStateEntries();
            firings.processWatermark(new Watermark(9));
            assertEquals(List.of("'[0 3 of 3'"), out(firings));
            assertEquals(List.of("'0 after 3'"), out(firings, "over"));
            assertTrue(firings.numKeyedStateEntries() < kept);
            firings.processWatermark(new Watermark(16));
            assertEquals(List.of("'[10 1 of 4'"), out(firings));
        }
    }

    @Test
    void aWindowOfProcessingTimeFollowsTheClock() throws Exception {
        try (var sums = job.keyed("processing")) {
            sums.setProcessingTime(3);
            sums.processElement(at(0, sale(1)));
            sums.setProcessingTime(9);
            assertEquals(List.of("1"), out(sums));
        }
    }

    @Test
    void slidingWindowsOfProcessingTimeFollowTheClock() throws Exception {
        try (var sums = job.keyed("processing-sliding")) {
            sums.setProcessingTime(6);
            sums.processElement(at(0, sale(1)));
            sums.setProcessingTime(9);
            assertEquals(List.of("1"), out(sums));
            sums.setProcessingTime(12);
            sums.processElement(at(0, sale(2)));
            sums.setProcessingTime(14);
            assertEquals(List.of("3"), out(sums));
        }
    }

    @Test
    void aSessionOfProcessingTimeEndsAfterItsGap() throws Exception {
        try (var sums = job.keyed("processing-session")) {
            sums.setProcessingTime(0);
            sums.processElement(at(0, sale(1)));
            sums.setProcessingTime(8);
            sums.processElement(at(0, sale(2)));
            sums.setProcessingTime(16);
            assertEquals(List.of(), out(sums));
            sums.setProcessingTime(17);
            assertEquals(List.of("3"), out(sums));
        }
    }

    @Test
    void aContinuousTriggerOfProcessingTimeFiresAsTheClockGoes() throws Exception {
        try (var sums = job.keyed("processing-early")) {
            sums.setProcessingTime(1);
            sums.processElement(at(0, sale(1)));
            sums.setProcessingTime(5);
            assertEquals(List.of("1"), out(sums));
            sums.processElement(at(0, sale(2)));
            sums.setProcessingTime(10);
            assertEquals(List.of("3"), out(sums));
        }
    }

    @Test
    void aWindowOfEventTimeMayFireByTheClock() throws Exception {
        try (var sums = job.keyed("event-window-of-the-clock")) {
            sums.setProcessingTime(0);
            sums.processElement(at(3, sale(1)));
            sums.setProcessingTime(9);
            assertEquals(List.of("1"), out(sums));
        }
    }

    @Test
    void aPurgedWindowBeginsAnewWithALateElement() throws Exception {
        try (var sums = job.keyed("purging")) {
            sums.processElement(at(0, sale(1)));
            sums.processWatermark(new Watermark(9));
            assertEquals(List.of("1"), out(sums));
            sums.processElement(at(5, sale(2)));
            assertEquals(List.of("2"), out(sums));
        }
    }

    @Test
    void aWindowComesBackFromASnapshot() throws Exception {
        OperatorSubtaskState snapshot;
        try (var sums = job.keyed("tumbling")) {
            sums.processElement(at(0, sale(1)));
            snapshot = sums.snapshot(1, 1);
        }
        try (TestJob again = TestJob.load("windows")) {
            var sums = again.restored("tumbling", snapshot);
            sums.processElement(at(9, sale(2)));
            sums.processWatermark(new Watermark(9));
            assertEquals(List.of("{'shop':'a','from':0,'to':10,'cents':3}"), out(sums));
            sums.close();
        }
    }

    @Test
    void aCountWindowBeginsAnewWhenItIsFull() throws Exception {
        try (var pairs = job.keyed("pairs")) {
            for (int cents : List.of(1, 2, 4, 8)) {
                pairs.processElement(at(0, sale(cents)));
            }
            assertEquals(List.of("{'shop':'a','cents':3}", "{'shop':'a','cents':12}"), out(pairs));
        }
    }

    @Test
    void aReduceWithoutAWindowGivesWhatThereIsSoFar() throws Exception {
        try (var running = job.keyed("running")) {
            running.processElement(at(0, sale(1)));
            running.processElement(at(0, sale(2)));
            assertEquals(List.of("{'shop':'a','cents':1}", "{'shop':'a','cents':3}"), out(running));
        }
    }
}
