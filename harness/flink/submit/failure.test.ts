import { describe, expect, test } from "vitest";
import { failedTask, readFailure, tellFailure } from "./failure.ts";

const TYPESCRIPT = `org.apache.flink.runtime.JobException: Recovery is suppressed
\tat org.apache.flink.runtime.executiongraph.X.y(X.java:1)
Caused by: streamingkatas.flink.guest.TypeScriptException$Final: TypeError: Cannot read property 'cents' of undefined
    at firstCents (exercises/module-05/03/join.ts:14:31)
    at (anonymous) (exercises/module-05/03/join.ts:9:5)
    operator: match-payments (subtask 1/2)
    record: {"orderId":"o7"}
\tat streamingkatas.flink.guest.Z.z(Z.java:2)
`;

describe("a failure in a function", () => {
  test("is read from the stack that Flink keeps", () => {
    expect(readFailure(TYPESCRIPT)).toEqual({
      message: "TypeError: Cannot read property 'cents' of undefined",
      frames: [
        { name: "firstCents", at: { file: "exercises/module-05/03/join.ts", line: 14, column: 31 } },
        { name: "(anonymous)", at: { file: "exercises/module-05/03/join.ts", line: 9, column: 5 } },
      ],
      operator: "match-payments",
      subtask: "1/2",
      record: '{"orderId":"o7"}',
    });
  });

  test("is told without a line of Java", () => {
    expect(tellFailure(readFailure(TYPESCRIPT))).toBe(
      `TypeError: Cannot read property 'cents' of undefined
    at firstCents (exercises/module-05/03/join.ts:14:31)
    at (anonymous) (exercises/module-05/03/join.ts:9:5)
operator  match-payments (subtask 1/2)
record    {"orderId":"o7"}`,
    );
  });

  test("keeps a message of several lines", () => {
    const stack = "streamingkatas.flink.guest.TypeScriptException: Error: one\ntwo\n    operator: map\n";
    expect(readFailure(stack)).toMatchObject({ message: "Error: one\ntwo", operator: "map", record: undefined });
  });
});

test("any other failure is told by its deepest cause", () => {
  const stack = `java.util.concurrent.CompletionException: x
\tat a.b.C.d(C.java:3)
Caused by: org.apache.kafka.common.errors.RecordTooLargeException: The message is 10 bytes when serialized.
\tat a.b.C.e(C.java:4)
`;
  expect(readFailure(stack, "Source: o -> totals: Writer (1/2) - execution #0")).toEqual({
    message: "The message is 10 bytes when serialized.",
    frames: [],
    operator: "Source: o -> totals: Writer",
    subtask: "1/2",
    record: undefined,
  });
});

test("too few slots are told with what can be done", () => {
  const scheduler = "org.apache.flink.runtime.jobmanager.scheduler";
  const stack = `Caused by: ${scheduler}.NoResourceAvailableException: Could not acquire the minimum required resources.`;
  expect(readFailure(stack).message).toContain("too few free slots for the job: lower its parallelism");
});

describe("the task that failed", () => {
  const gaveUp =
    "org.apache.flink.runtime.JobException: Recovery is suppressed\nCaused by: java.io.IOException: full\n\tat a.B";
  const other = { stacktrace: "java.lang.Exception: cancelled with it\n\tat a.C", timestamp: 1, taskName: "map (1/1)" };
  const second = { stacktrace: "java.io.IOException: full\n\tat a.B", timestamp: 3, taskName: "sink (2/2)" };
  const first = { ...second, timestamp: 2, taskName: "sink (1/2)" };

  test("of a job that gives up is the first that failed like it", () => {
    expect(failedTask({ stacktrace: gaveUp, taskName: null, concurrentExceptions: [other, second, first] })).toBe(
      "sink (1/2)",
    );
  });

  test("of a job that starts again is the one that is told first", () => {
    const again = { stacktrace: second.stacktrace, taskName: "sink (2/2)", concurrentExceptions: [first] };
    expect(failedTask(again)).toBe("sink (2/2)");
  });

  test("is none where nothing failed in a task", () => {
    expect(failedTask({ stacktrace: gaveUp, concurrentExceptions: [other] })).toBeUndefined();
  });
});
