import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Grade, GradedCheck, GradedExercise, Verdict } from "./grade.ts";
import { faultsBy } from "./schema.ts";
import { check, exercise, grade, mixed } from "./testing/grades.ts";

const schema = JSON.parse(readFileSync(path.join(import.meta.dirname, "grade.schema.json"), "utf8"));
const faults = faultsBy("grade.schema.json");

describe("a grade that holds together", () => {
  test.each<[string, Grade]>([
    ["all passed", grade([exercise("03/06-session-windows", [check("SES-01"), check("SES-02")])])],
    ["one of each verdict", mixed()],
    ["no points", grade([exercise("00/01-batch-vs-stream", [check("BVS-01", { verdict: "fail" })])])],
    [
      "with a note, servers, and letters of other alphabets",
      grade(
        [
          exercise("01/03-first-consumer", [check("CON-01", { verdict: "fail" })], {
            note: "The file is not there.\n",
          }),
        ],
        {
          submission: "Zoë Ångström-李",
          versions: { course: "0.1.0", node: "24.1.0", platform: "darwin-arm64", runtime: "jvm" },
        },
      ),
    ],
  ])("%s", (_, document) => {
    expect(faults(document)).toEqual([]);
  });
});

describe("a grade that contradicts itself, or says more than it should, is none", () => {
  /** A good grade, changed in one place. */
  function changed(change: (document: ReturnType<typeof parts>) => void): Grade {
    const document = parts();
    change(document);
    return document.whole;
  }

  function parts() {
    const passed = check("SES-01");
    const failed = check("SES-02", { verdict: "fail" });
    const windows = exercise("03/06-session-windows", [passed, failed]);
    const whole = grade([exercise("03/05-sliding-windows", [check("SLI-01")]), windows]);
    return { whole, windows, passed, failed };
  }

  test.each<[string, Grade]>([
    ["a pass without its point", changed(({ passed }) => Object.assign(passed, { points: 0 }))],
    ["a fail with a point", changed(({ failed }) => Object.assign(failed, { points: 1 }))],
    ["a pass with a message", changed(({ passed }) => Object.assign(passed, { message: "Almost." }))],
    ["a pass with evidence", changed(({ passed }) => Object.assign(passed, { evidence: [] }))],
    ["a fail that says nothing", changed(({ failed }) => Reflect.deleteProperty(failed, "message"))],
    ["a fail with an empty sentence", changed(({ failed }) => Object.assign(failed, { message: "" }))],
    ["half a point", changed(({ passed }) => Object.assign(passed, { points: 0.5 }))],
    ["a check that weighs more", changed(({ passed }) => Object.assign(passed, { maxPoints: 2 }))],
    ["a verdict there is not", changed(({ failed }) => Object.assign(failed, { verdict: "skipped" }))],
    [
      "an exercise that passed with a failed check",
      changed(({ windows }) => Object.assign(windows, { verdict: "pass" })),
    ],
    ["an exercise that failed without a failed check", changed(({ failed }) => Object.assign(failed, check("SES-02")))],
    ["an error called a fail", changed(({ failed }) => Object.assign(failed, { verdict: "error" }))],
    ["a fail called an error", changed(({ windows }) => Object.assign(windows, { verdict: "error" }))],
    ["a whole that passed with a failed exercise", changed(({ whole }) => Object.assign(whole, { verdict: "pass" }))],
    ["points that are negative", changed(({ whole }) => Object.assign(whole, { points: -1 }))],
    ["points as text", changed(({ whole }) => Object.assign(whole, { points: "3" }))],
    ["a seed that is not whole", changed(({ whole }) => Object.assign(whole, { seed: 1.5 }))],
    ["no checks", changed(({ windows }) => Object.assign(windows, { checks: [] }))],
    ["no exercises", changed(({ whole }) => Object.assign(whole, { exercises: [] }))],
    ["a key without its module", changed(({ windows }) => Object.assign(windows, { key: "session-windows" }))],
    ["a key that climbs", changed(({ windows }) => Object.assign(windows, { key: "03/06-../../x" }))],
    ["a code that is none", changed(({ failed }) => Object.assign(failed, { code: "SES-2" }))],
    ["a time without its zone", changed(({ whole }) => Object.assign(whole, { startedAt: "2026-11-25T16:40:07" }))],
    ["a month there is not", changed(({ whole }) => Object.assign(whole, { startedAt: "2026-13-01T00:00:00Z" }))],
    ["another version", changed(({ whole }) => Object.assign(whole, { schema: "streaming-katas/grade/v2" }))],
    ["a property of nobody", changed(({ whole }) => Object.assign(whole, { bonus: 1 }))],
    ["a check's property of nobody", changed(({ passed }) => Object.assign(passed, { weight: 1 }))],
    ["a confinement left out", changed(({ whole }) => Reflect.deleteProperty(whole.confinement, "network"))],
    ["an escape code", changed(({ failed }) => Object.assign(failed, { message: "\u001b[32mpassed" }))],
    ["a carriage return", changed(({ failed }) => Object.assign(failed, { evidence: ["fail\rpass"] }))],
    ["a name of two lines", changed(({ whole }) => Object.assign(whole, { submission: "ann\n::notice::x" }))],
    ["line 0", changed(({ failed }) => Object.assign(failed, { where: { file: "a.ts", line: 0 } }))],
  ])("%s", (_, document) => {
    expect(faults(document)).not.toEqual([]);
  });

  test("and the unchanged one is good", () => {
    expect(faults(changed(() => {}))).toEqual([]);
  });
});

/** Which properties a type asks for; a property added to the type and not here does not compile. */
type Presence<T> = { [Name in keyof T]-?: undefined extends T[Name] ? "optional" : "required" };

describe("the schema names what the type names", () => {
  const whole: Presence<Grade> = {
    schema: "required",
    submission: "required",
    selection: "required",
    seed: "required",
    verdict: "required",
    points: "required",
    maxPoints: "required",
    startedAt: "required",
    durationMs: "required",
    versions: "required",
    confinement: "required",
    exercises: "required",
  };
  const anExercise: Presence<GradedExercise> = {
    key: "required",
    title: "required",
    verdict: "required",
    points: "required",
    maxPoints: "required",
    durationMs: "required",
    note: "optional",
    checks: "required",
  };
  const aCheck: Presence<GradedCheck> = {
    code: "required",
    title: "required",
    verdict: "required",
    points: "required",
    maxPoints: "required",
    durationMs: "required",
    message: "optional",
    evidence: "optional",
    counterexample: "optional",
    diagnosis: "optional",
    where: "optional",
  };
  const versions: Presence<Grade["versions"]> = {
    course: "required",
    node: "required",
    platform: "required",
    runtime: "optional",
  };
  const confinement: Presence<Grade["confinement"]> = {
    files: "required",
    processes: "required",
    network: "required",
    servers: "required",
    cluster: "required",
    user: "required",
    memory: "required",
  };
  const where: Presence<NonNullable<GradedCheck["where"]>> = { file: "required", line: "required" };

  test.each([
    ["Grade", whole, schema],
    ["GradedExercise", anExercise, schema.$defs.exercise],
    ["GradedCheck", aCheck, schema.$defs.check],
    ["versions", versions, schema.properties.versions],
    ["confinement", confinement, schema.properties.confinement],
    ["where", where, schema.$defs.check.properties.where],
  ])("%s", (_, presence, part) => {
    const inSchema = Object.keys(part.properties).map((name) => [
      name,
      part.required.includes(name) ? "required" : "optional",
    ]);
    expect(Object.fromEntries(inSchema)).toEqual(presence);
    expect(part.additionalProperties).toBe(false);
  });

  test("and the verdicts", () => {
    const verdicts: Record<Verdict, true> = { pass: true, fail: true, error: true };
    expect(schema.$defs.verdict.enum).toEqual(Object.keys(verdicts));
  });
});
