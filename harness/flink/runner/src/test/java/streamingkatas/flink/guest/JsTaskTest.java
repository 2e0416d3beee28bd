package streamingkatas.flink.guest;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static streamingkatas.flink.TestJob.record;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import streamingkatas.flink.TestJob;

class JsTaskTest {
    /** The watchdog decides to stop a call, which ends just then. */
    @Test
    @Timeout(10)
    void aStopThatComesTooLateLeavesLaterCallsToTheWatchdog() throws Exception {
        try (TestJob job = TestJob.load("failures");
                var throwing = job.operator("throws");
                var endless = job.operator("forEver")) {
            JsTask.current().stop(JsTask.current().calls);
            String failed = assertThrows(TypeScriptException.class, () -> throwing.processElement(order(), 0))
                    .getMessage();
            assertTrue(failed.startsWith("TypeError: "), failed);
            String stopped = assertThrows(TypeScriptException.class, () -> endless.processElement(order(), 0))
                    .getMessage();
            assertTrue(stopped.contains("and was stopped"), stopped);
        }
    }

    private static JsRecord order() {
        return record("{'id':'o1','lines':[]}");
    }
}
