package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

class StateAndTimersTest {
    private TestJob job;

    @BeforeEach
    void load() throws Exception {
        job = TestJob.load("states");
    }

    @AfterEach
    void close() {
        job.close();
    }

    private static JsRecord view(String user, String page, int ms) {
        return record("{'user':'" + user + "','page':'" + page + "','ms':" + ms + "}", user);
    }

    @Test
    void everyKindOfStateIsKeptByKey() throws Exception {
        try (var summaries = job.keyed("summaries")) {
            summaries.processElement(at(1, view("ann", "a", 4)));
            summaries.processElement(at(2, view("bob", "b", 1)));
            summaries.processElement(at(3, view("ann", "c", 2)));
            out(summaries);
            summaries.processElement(at(4, view("ann", "c", 6)));
            assertEquals(
                    List.of("{'user':'ann','views':3,'pages':[['a',1],['c',2]],'last':['c','c'],'longest':6,'mean':4}"),
                    out(summaries));
        }
    }

    @Test
    void aTimerFiresOnceTheWatermarkReachesIt() throws Exception {
        try (var summaries = job.keyed("summaries")) {
            summaries.processElement(at(1, view("ann", "a", 4)));
            summaries.processWatermark(new Watermark(100));
            assertEquals(List.of(), out(summaries, "fired"));
            summaries.processWatermark(new Watermark(101));
            assertEquals(
                    List.of("{'user':'ann','at':101,'domain':'EVENT_TIME','watermark':101}"), out(summaries, "fired"));
        }
    }

    @Test
    void stateAndTimersComeBackFromASnapshot() throws Exception {
        OperatorSubtaskState snapshot;
        try (var summaries = job.keyed("summaries")) {
            summaries.processElement(at(1, view("ann", "a", 4)));
            snapshot = summaries.snapshot(1, 1);
        }
        try (TestJob again = TestJob.load("states")) {
            var summaries = again.restored("summaries", snapshot);
            summaries.processElement(at(3, view("ann", "a", 6)));
            assertEquals(
                    List.of("{'user':'ann','views':2,'pages':[['a',2]],'last':['a','a'],'longest':6,'mean':5}"),
                    out(summaries));
            summaries.processWatermark(new Watermark(101));
            assertEquals(1, out(summaries, "fired").size());
            summaries.close();
        }
    }

    @Test
    void stateWithATimeToLiveIsGoneAfterIt() throws Exception {
        try (var lives = job.keyed("lives")) {
            lives.setStateTtlProcessingTime(0);
            lives.processElement(at(1, view("ann", "a", 1)));
            lives.setStateTtlProcessingTime(9_999);
            lives.processElement(at(1, view("ann", "a", 1)));
            lives.setStateTtlProcessingTime(10_001);
            lives.processElement(at(1, view("ann", "a", 1)));
            assertEquals(List.of("'new'", "'known'", "'new'"), out(lives));
        }
    }

    @Test
    void readingBeginsATimeToLiveAnewWhereItIsToldTo() throws Exception {
        try (var lives = job.keyed("lives-on")) {
            for (int at : List.of(0, 9_999, 10_001, 20_000, 30_001)) {
                lives.setStateTtlProcessingTime(at);
                lives.processElement(at(1, view("ann", "a", 1)));
            }
            assertEquals(List.of("'new'", "'known'", "'known'", "'known'", "'new'"), out(lives));
        }
    }

    @Test
    void aTimerOfProcessingTimeFollowsTheClock() throws Exception {
        OperatorSubtaskState snapshot;
        try (var clock = job.keyed("clock")) {
            clock.setProcessingTime(1);
            clock.processElement(at(1, view("ann", "a", 10)));
            clock.processElement(at(1, view("ann", "a", 10)));
            clock.processElement(at(1, view("bob", "b", 10)));
            clock.processElement(at(1, view("bob", "never", 10)));
            clock.processElement(at(1, view("bob", "b", 30)));
            clock.setProcessingTime(9);
            assertEquals(List.of(), out(clock));
            clock.setProcessingTime(10);
            assertEquals(List.of("'ann 10 PROCESSING_TIME at 10'"), out(clock));
            snapshot = clock.snapshot(1, 1);
        }
        try (TestJob again = TestJob.load("states")) {
            var clock = again.restored("clock", snapshot);
            clock.setProcessingTime(30);
            assertEquals(List.of("'bob 30 PROCESSING_TIME at 30'"), out(clock));
            clock.close();
        }
    }
}
