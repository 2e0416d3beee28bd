import type { Element } from "xast";
import { x } from "xastscript";
import { onLines, xml } from "../../xml.ts";
import type { Grade, GradedCheck, GradedExercise, Verdict } from "../grade.ts";
import { inert, inertLine } from "./inert.ts";
import { told } from "./tell.ts";

/** JUnit's XML, as Jenkins, GitLab and other servers read it: a suite an exercise, a case a check. */
export function junit(grade: Grade): string {
  const checks = grade.exercises.flatMap((exercise) => exercise.checks);
  const attributes = {
    name: inertLine(grade.submission, 200),
    ...counts(checks),
    time: seconds(grade.durationMs),
  };
  const suites = grade.exercises.map((exercise) => suiteOf(exercise, grade));
  const declaration = { type: "instruction", name: "xml", value: 'version="1.0" encoding="UTF-8"' } as const;
  return xml(x(null, declaration, "\n", x("testsuites", attributes, onLines(suites))));
}

function suiteOf(exercise: GradedExercise, { startedAt, seed, submission }: Grade): Element {
  const attributes = {
    name: exercise.key,
    ...counts(exercise.checks),
    skipped: "0",
    time: seconds(exercise.durationMs),
    timestamp: startedAt.replace(/(\.\d+)?Z$/, ""),
  };
  const properties = [
    x("property", { name: "submission", value: inertLine(submission, 200) }),
    x("property", { name: "seed", value: String(seed) }),
  ];
  const note = exercise.note ? [x("system-out", inert(exercise.note, { letters: 2000, lines: 40 }))] : [];
  const cases = exercise.checks.map((check) => caseOf(exercise, check));
  return x("testsuite", attributes, onLines([x("properties", onLines(properties)), ...cases, ...note]));
}

function caseOf(exercise: GradedExercise, check: GradedCheck): Element {
  const attributes = {
    classname: exercise.key,
    name: inertLine(`${check.code} ${check.title}`, 200),
    time: seconds(check.durationMs),
  };
  const name = ({ pass: undefined, fail: "failure", error: "error" } as const)[check.verdict];
  const said = { message: inertLine(check.message ?? "", 300), type: check.code };
  return x("testcase", attributes, name === undefined ? [] : [x(name, said, told(check))]);
}

function counts(checks: readonly { verdict: Verdict }[]) {
  const are = (verdict: Verdict) => String(checks.filter((check) => check.verdict === verdict).length);
  return { tests: String(checks.length), failures: are("fail"), errors: are("error") };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
