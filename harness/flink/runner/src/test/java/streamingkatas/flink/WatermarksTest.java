package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static streamingkatas.flink.TestJob.record;

import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import streamingkatas.flink.guest.JsRecord;

class WatermarksTest {
    private TestJob job;

    @BeforeEach
    void load() throws Exception {
        job = TestJob.load("watermarks");
    }

    @AfterEach
    void close() {
        job.close();
    }

    private static JsRecord reading(int at, String says) {
        return record("{'at':" + at + ",'says':'" + says + "'}");
    }

    /** What is told downstream beside records. */
    private static List<Object> told(OneInputStreamOperatorTestHarness<JsRecord, JsRecord> harness) {
        List<Object> told = harness.getOutput().stream()
                .filter(one -> !(one instanceof StreamRecord))
                .toList();
        harness.getOutput().clear();
        return told;
    }

    @Test
    void aGeneratorMarksItsInputIdleAndActive() throws Exception {
        try (var polite = job.watermarks("polite")) {
            polite.processElement(reading(5, "value"), 0);
            polite.processElement(reading(6, "bye"), 0);
            polite.processElement(reading(7, "bye"), 0);
            assertEquals(List.of(new Watermark(5), WatermarkStatus.IDLE), told(polite));
            polite.processElement(reading(8, "hello"), 0);
            assertEquals(List.of(WatermarkStatus.ACTIVE), told(polite));
        }
    }

    @Test
    void aWatermarkEndsIdleness() throws Exception {
        try (var polite = job.watermarks("polite")) {
            polite.processElement(reading(5, "bye"), 0);
            polite.processElement(reading(6, "value"), 0);
            assertEquals(List.of(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, new Watermark(6)), told(polite));
        }
    }

    @Test
    void aGeneratorIsAskedPeriodically() throws Exception {
        try (var polite = job.watermarks("polite")) {
            polite.setProcessingTime(200);
            assertEquals(List.of(), told(polite));
            polite.setProcessingTime(400);
            assertEquals(List.of(WatermarkStatus.IDLE), told(polite));
        }
    }
}
