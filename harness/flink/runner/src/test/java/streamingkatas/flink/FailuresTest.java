package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static streamingkatas.flink.TestJob.out;
import static streamingkatas.flink.TestJob.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.ExceptionInChainedOperatorException;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsTask;
import streamingkatas.flink.guest.TypeScriptException;

class FailuresTest {
    private static final String FILE = "harness/flink/runner/src/test/typescript/failures.ts";
    private TestJob job;

    @BeforeEach
    void load() throws Exception {
        job = TestJob.load("failures");
    }

    @AfterEach
    void close() {
        job.close();
    }

    private String failure(String uid) throws Exception {
        try (var operator = job.operator(uid)) {
            return assertThrows(
                            TypeScriptException.class, () -> operator.processElement(record("{'id':'o1','lines':[]}"), 0))
                    .getMessage();
        }
    }

    @Test
    void aFailureTellsTheLineOfTypeScriptTheOperatorAndTheRecord() throws Exception {
        List<String> lines = failure("throws").lines().toList();
        assertEquals("TypeError: Cannot read property 'cents' of undefined", lines.get(0));
        assertEquals(at("firstCents", "first as { cents: number }).cents"), lines.get(1));
        assertEquals("    operator: throws", lines.get(2).replaceAll(" \\(subtask.*", ""));
        assertEquals("    record: {\"id\":\"o1\",\"lines\":[]}", lines.get(3));
        assertEquals(4, lines.size());
    }

    @Test
    void aFailureOfALearnersEndsTheJobWhateverTheRestartStrategy() throws Exception {
        try (var operator = job.operator("throws")) {
            Throwable thrown = assertThrows(
                    TypeScriptException.class, () -> operator.processElement(record("{'id':'o1','lines':[]}"), 0));
            assertTrue(ThrowableClassifier.findThrowableOfThrowableType(thrown, ThrowableType.NonRecoverableError)
                    .isPresent());
        }
    }

    @Test
    void aFailureWhileTheJobIsRecordedTellsItsLineToo() throws Exception {
        ClassLoader loader = TestJob.loader("fails-inside");
        List<String> lines = assertThrows(TypeScriptException.class, () -> JsTask.graph(loader))
                .getMessage()
                .lines()
                .toList();
        assertEquals("RangeError: only inside Flink", lines.get(0));
        assertEquals(
                "    at build (harness/flink/runner/src/test/typescript/fails-inside.ts:5:39)", lines.get(1));
    }

    @Test
    void undefinedIsNoRecord() throws Exception {
        assertRefused(
                "undefined",
                "TypeError: undefined cannot be a record: a function returned or collected nothing",
                "(anonymous)",
                "() => undefined");
    }

    @Test
    void aPromiseIsNoRecord() throws Exception {
        assertRefused(
                "promise",
                "TypeError: a record must be JSON, and it is a promise: the functions of a Flink job are synchronous",
                "(anonymous)",
                "async () =>");
    }

    private static final String PROMISED =
            "TypeError: the function returned a promise: the functions of a Flink job are synchronous";

    @Test
    void aFlatMapGivesNoPromise() throws Exception {
        assertRefused("asyncFlatMap", PROMISED, "later", "async function later");
    }

    @Test
    void aProcessFunctionGivesNoPromise() throws Exception {
        assertTold(keyedFailure("asyncProcess"), PROMISED, "processElement", "processElement(): undefined {");
    }

    @Test
    void aPromiseIsNoState() throws Exception {
        assertTold(
                keyedFailure("promiseInState"),
                "TypeError: the state \"total\" must be JSON, and it is a promise:"
                        + " the functions of a Flink job are synchronous",
                "processElement",
                "total.update(");
    }

    private String keyedFailure(String uid) throws Exception {
        try (var operator = job.keyed(uid)) {
            return assertThrows(TypeScriptException.class, () -> operator.processElement(record("{'id':'o1'}", "o1"), 0))
                    .getMessage();
        }
    }

    @Test
    void aFilterGivesABoolean() throws Exception {
        assertRefused(
                "notBoolean",
                "TypeError: a filter returns true or false, and this one returned o1",
                "(anonymous)",
                "(order: Order) => order.id");
    }

    @Test
    void ofAClassTheMethodIsTold() throws Exception {
        assertRefused(
                "method",
                "TypeError: undefined cannot be a record: a function returned or collected nothing",
                "map",
                "map(_order: Order)");
    }

    /** A function has returned when we refuse what it gave: the position is where it begins. */
    private void assertRefused(String uid, String message, String name, String begins) throws Exception {
        assertTold(failure(uid), message, name, begins);
    }

    private static void assertTold(String told, String message, String name, String begins) throws IOException {
        List<String> lines = told.lines().toList();
        assertEquals(message, lines.get(0));
        assertEquals(at(name, begins), lines.get(1));
    }

    /** A line of a stack: the first place in the file that begins so. */
    private static String at(String name, String begins) throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/typescript/failures.ts"));
        for (int line = 0; line < source.size(); line++) {
            int column = source.get(line).indexOf(begins);
            if (column >= 0) {
                return "    at " + name + " (" + FILE + ":" + (line + 1) + ":" + (column + 1) + ")";
            }
        }
        throw new IllegalArgumentException("not in the file: " + begins);
    }

    @Test
    void aRecordThatHoldsItselfIsTold() throws Exception {
        try (var operator = job.operator("cyclic")) {
            operator.processElement(record("{'id':'o1'}"), 0);
            String told = assertThrows(TypeScriptException.class, () -> out(operator)).getMessage();
            assertTrue(told.contains("circular") && told.contains(at("aroundAndAround", "function aroundAndAround")), told);
        }
    }

    @Test
    void whatHasNoTextIsTold() throws Exception {
        try (var operator = job.operator("bigint")) {
            operator.processElement(record("{}"), 0);
            String told = assertThrows(TypeScriptException.class, () -> out(operator)).getMessage();
            assertTrue(told.contains("BigInt") && told.contains("operator: bigint"), told);
            assertTrue(told.contains(at("(anonymous)", "() => 1n)")), told);
        }
    }

    @Test
    @Timeout(10)
    void anEndlessLoopIsStopped() throws Exception {
        String told = failure("forEver");
        assertTrue(told.startsWith("Error: the function worked for more than 0.5 s and was stopped"), told);
        assertTrue(told.contains("    at forEver (" + FILE + ":"), told);
    }

    @Test
    @Timeout(10)
    void whatAStoppedFunctionWasGivenByAnotherIsTold() throws Exception {
        assertEquals("    record: {\"id\":\"o1\",\"lines\":[]}", recordOfStopped("handsOn"));
    }

    @Test
    @Timeout(10)
    void whatAStoppedFunctionWasGivenByOneThatCollectsIsTold() throws Exception {
        try (var first = job.operator("collects");
                var endless = job.operator("afterIt")) {
            String told = assertThrows(
                            TypeScriptException.class,
                            () -> flatMap(first).flatMap(record("{'id':'o1','lines':[]}"), chain(endless)))
                    .getMessage();
            assertTrue(told.startsWith("Error: the function worked for more than 0.5 s and was stopped"), told);
            assertTrue(told.endsWith("operator: afterIt\n    record: {\"id\":\"o1\",\"lines\":[]}"), told);
        }
    }

    @SuppressWarnings("unchecked")
    private static FlatMapFunction<JsRecord, JsRecord> flatMap(OneInputStreamOperatorTestHarness<JsRecord, JsRecord> of) {
        return (FlatMapFunction<JsRecord, JsRecord>) ((StreamFlatMap<?, ?>) of.getOperator()).getUserFunction();
    }

    /** Hands on as Flink does within a chain: a harness only keeps what comes out. */
    private static Collector<JsRecord> chain(OneInputStreamOperatorTestHarness<JsRecord, JsRecord> next) {
        return new Collector<>() {
            @Override
            public void collect(JsRecord record) {
                try {
                    next.processElement(record, 0);
                } catch (Exception e) {
                    throw new ExceptionInChainedOperatorException(e);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Test
    @Timeout(10)
    void whatIsNotWrittenSoonEitherIsNotKnown() throws Exception {
        assertEquals("    record: (not known)", recordOfStopped("neverWritten"));
    }

    /** The last line of an endless loop's failure, which was given what an operator before it returned. */
    private String recordOfStopped(String before) throws Exception {
        try (var first = job.operator(before);
                var endless = job.operator("afterIt")) {
            first.processElement(record("{'id':'o1','lines':[]}"), 0);
            JsRecord given = first.extractOutputStreamRecords().get(0).getValue();
            String told = assertThrows(TypeScriptException.class, () -> endless.processElement(given, 0))
                    .getMessage();
            assertTrue(told.startsWith("Error: the function worked for more than 0.5 s and was stopped"), told);
            return told.lines().reduce("", (line, next) -> next);
        }
    }

    @Test
    @Timeout(20)
    void anEndlessLoopThatCallsFlinkAndCatchesIsStoppedToo() throws Exception {
        try (var operator = job.operator("endlessly")) {
            Thread drain = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    operator.getOutput().clear();
                }
            });
            drain.start();
            try {
                String told = assertThrows(
                                TypeScriptException.class, () -> operator.processElement(record("{'id':'o1'}"), 0))
                        .getMessage();
                assertTrue(told.contains("and was stopped"), told);
            } finally {
                drain.interrupt();
                drain.join();
            }
        }
    }

    @Test
    @Timeout(10)
    void aRegularExpressionThatBacktracksIsStopped() throws Exception {
        assertTrue(failure("regex").contains("and was stopped"));
    }

    @Test
    void aTimerWithoutKeysIsTheFunctionsFailure() throws Exception {
        assertOwnFailure(
                "timer",
                "Setting timers is only supported on a keyed streams.",
                at("processElement", "context.timerService()"));
    }

    @Test
    void stateWithoutKeysIsTheFunctionsFailure() throws Exception {
        assertOwnFailure(
                "state",
                "Keyed state 'seen' with type VALUE can only be used on a 'keyed stream', i.e., after a 'keyBy()' operation.",
                at("map", "this.getRuntimeContext().getState("));
    }

    @Test
    void stateOfAWindowThatMergesIsTheFunctionsFailure() throws Exception {
        try (var sessions = job.keyed("session")) {
            sessions.processElement(record("{'id':'o1'}", "o1"), 0);
            String told = assertThrows(TypeScriptException.class, () -> sessions.processWatermark(new Watermark(9)))
                    .getMessage();
            assertTold(
                    told,
                    "Per-window state is not allowed when using merging windows.",
                    "process",
                    "context.windowState().getState(");
            assertTrue(told.contains("operator: session"), told);
        }
    }

    /** Of what Flink refuses while a function calls it. */
    private void assertOwnFailure(String uid, String message, String frame) throws Exception {
        List<String> lines = failure(uid).lines().toList();
        assertEquals(message, lines.get(0));
        assertEquals(frame, lines.get(1));
        assertEquals("    operator: " + uid, lines.get(lines.size() - 2).replaceAll(" \\(subtask.*", ""));
        assertEquals("    record: {\"id\":\"o1\",\"lines\":[]}", lines.get(lines.size() - 1));
    }

    @Test
    void whatFailsBelowIsNotSwallowedByALearnersCatch() throws Exception {
        try (var operator = job.failingDownstream("swallows")) {
            assertThrows(ClassCastException.class, () -> operator.processElement(record("{'id':'o1'}"), 0));
        }
    }
}
