/** What counts: exactly the checks that are written, each run and judged. Anything else is an error of ours, and no point. */
import { afterAll, describe, expect, test } from "vitest";
import { findExercise, readCourse } from "../course/index.ts";
import { SmallCourse } from "../course/testing/small-course.ts";
import type { Failure } from "../feedback/failure.ts";
import type { CheckResult, ExerciseResult } from "../feedback/index.ts";
import { mark } from "./mark.ts";

const course = new SmallCourse();
afterAll(() => course.remove());
course.module("module-00-setup", "Setup");
const written = ["one", "two"].map((title, i) => `test("${title}", { code: "ONE-0${i + 1}" }, async () => {});`);
course.exercise("module-00-setup/01-one", { title: "One" }, { "one.ts": "", "one.test.ts": written.join("\n") });
const exercise = findExercise(readCourse(course.root), "00/01");

const drawn = 'test.prop("three", { code: "TWO-03" }, fc.nat(), () => {});';
const withProperty = written.map((check) => check.replace("ONE", "TWO"));
course.exercise(
  "module-00-setup/02-two",
  { title: "Two" },
  { "two.ts": "", "two.test.ts": [...withProperty, drawn].join("\n"), "solutions/mistakes/01-off-by-one.ts": "" },
);

/** One result of a check; it passed unless told. */
function ran(code: string, more: Partial<CheckResult> = {}): CheckResult {
  return {
    ...{ code, title: code, target: "sandbox:ann", seed: 7, state: "pass", durationMs: 1, needs: [], printed: [] },
    ...more,
  };
}

/** @returns the verdict and the points of the whole, and the verdict of each check */
function marked(checks: CheckResult[], outside: ExerciseResult["outside"] = []): [string, number, ...string[]] {
  const { verdict, points, checks: each } = mark(exercise, { key: exercise.key, checks, outside });
  return [verdict, points, ...each.map((check) => check.verdict)];
}

const overdue: Failure = { kind: "deadline", sentence: "f did not finish within 10 s.", evidence: [] };

describe("what ran is what is written", () => {
  test("each that passed is a point", () => {
    expect(marked([ran("ONE-01"), ran("ONE-02")])).toEqual(["pass", 2, "pass", "pass"]);
    expect(marked([ran("ONE-01"), ran("ONE-02", { state: "fail" })])).toEqual(["fail", 1, "pass", "fail"]);
  });

  test("no result is an error", () => {
    const { verdict, points, checks } = mark(exercise, undefined);
    expect([verdict, points, checks.length]).toEqual(["error", 0, 2]);
    expect(marked([])).toEqual(["error", 0, "error", "error"]);
  });

  test("one that is missing is an error, and no pass", () => {
    expect(marked([ran("ONE-01")])).toEqual(["error", 1, "pass", "error"]);
  });

  test("where one ran twice, or one that is not written, nothing counts", () => {
    expect(marked([ran("ONE-01"), ran("ONE-01"), ran("ONE-02")])).toEqual(["error", 0, "error", "error"]);
    expect(marked([ran("ONE-01"), ran("ONE-02"), ran("TWO-01")])).toEqual(["error", 0, "error", "error"]);
  });

  test("where something broke outside the checks, nothing counts", () => {
    const failure: Failure = { kind: "harness", sentence: "The test file did not load.", evidence: [] };
    expect(marked([ran("ONE-01"), ran("ONE-02")], [{ failure }])).toEqual(["error", 0, "error", "error"]);
  });
});

test("an exercise for which no time was left has failed, and its note says so", () => {
  const failure: Failure = { kind: "out-of-time", sentence: "The time was used up before this check.", evidence: [] };
  const checks = ["ONE-01", "ONE-02"].map((code) => ran(code, { state: "fail", failure }));
  const { verdict, points, note } = mark(exercise, { key: exercise.key, checks, outside: [] });
  expect([verdict, points, note]).toEqual(["fail", 0, failure.sentence]);
});

describe("one that did not get its turn", () => {
  const waits = ran("ONE-02", { state: "not-run" });

  test("is the submission's doing after a deadline of its own", () => {
    expect(marked([ran("ONE-01", { state: "fail", failure: overdue }), waits])).toEqual(["fail", 0, "fail", "fail"]);
  });

  test("and ours otherwise", () => {
    expect(marked([ran("ONE-01"), waits])).toEqual(["error", 1, "pass", "error"]);
  });
});

test.each([
  ["/katas-staging-1/1/one.ts", 7, { file: "exercises/module-00-setup/01-one/one.ts", line: 7 }],
  [
    "/katas-staging-1/1/\u001b[2J\n\t.ts",
    7,
    { file: "exercises/module-00-setup/01-one/\ufffd[2J\ufffd\ufffd.ts", line: 7 },
  ],
  ["/katas-staging-1/1/one.ts", 0, undefined],
  ["/katas-staging-1/1/one.ts", 1e21, undefined],
])("the place %j, line %d, which a submission's stack may make up", (file, line, where) => {
  const failed = ran("ONE-01", { state: "fail", failure: overdue, where: { file, line, column: 1 } });
  expect(mark(exercise, { key: exercise.key, checks: [failed], outside: [] }).checks[0]?.where).toEqual(where);
});

describe("what answers from a table", () => {
  const exercise = findExercise(readCourse(course.root), "00/02");
  const failed: Failure = { kind: "wrong", sentence: "It is 4.", evidence: [], counterexample: "3" };
  const known = { ...failed, diagnosis: { mistakes: ["01-off-by-one"], sentence: "It looks as if you count from 1." } };
  const noteOf = (...states: (true | Failure)[]) => {
    const checks = states.map((state, i) =>
      ran(`TWO-0${i + 1}`, state === true ? {} : { state: "fail", failure: state }),
    );
    return mark(exercise, { key: exercise.key, checks, outside: [] }).note;
  };

  test("passes every example and no property, and that is noted where the known mistakes are there", () => {
    expect(noteOf(true, true, failed)).toContain("it may answer from a table");
    const { solution } = exercise;
    exercise.solution = "nowhere";
    expect(noteOf(true, true, failed)).toBeUndefined();
    exercise.solution = solution;
  });

  test("an ordinary mistake fails an example too, or is a known one, or does not come to an answer", () => {
    for (const [second, third] of [
      [failed, failed],
      [true, known],
      [true, overdue],
      [true, true],
    ] as const)
      expect(noteOf(true, second, third)).toBeUndefined();
  });
});
