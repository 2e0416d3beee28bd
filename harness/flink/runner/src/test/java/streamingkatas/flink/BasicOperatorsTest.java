package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static streamingkatas.flink.TestJob.out;
import static streamingkatas.flink.TestJob.record;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BasicOperatorsTest {
    private TestJob job;

    @BeforeEach
    void load() throws Exception {
        job = TestJob.load("basics");
    }

    @AfterEach
    void close() {
        job.close();
    }

    @Test
    void mapGivesOneForEach() throws Exception {
        try (var map = job.operator("map")) {
            map.processElement(record("{'id':1,'fare':2}"), 7);
            assertEquals(7, map.extractOutputStreamRecords().get(0).getTimestamp());
            assertEquals(List.of("{'id':1,'text':'2.00'}"), out(map));
        }
    }

    @Test
    void filterKeepsWhatPasses() throws Exception {
        try (var filter = job.operator("filter")) {
            filter.processElement(record("{'id':0}"), 0);
            filter.processElement(record("{'id':2}"), 0);
            assertEquals(List.of("{'id':2}"), out(filter));
        }
    }

    @Test
    void flatMapGivesAnyNumber() throws Exception {
        try (var flatMap = job.operator("flatMap")) {
            flatMap.processElement(record("{'id':0,'text':'ab'}"), 0);
            flatMap.processElement(record("{'id':3,'text':'abc'}"), 0);
            assertEquals(List.of("3", "3", "3"), out(flatMap));
        }
    }
}
