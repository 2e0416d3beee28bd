import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import type { Grade, GradedCheck, GradedExercise, Verdict } from "../grade.ts";
import { inert, inertLine } from "./inert.ts";
import { told } from "./tell.ts";

/** JUnit's XML, as Jenkins, GitLab and other servers read it: a suite an exercise, a case a check. */
export function junit(grade: Grade): string {
  const document = create({ version: "1.0", encoding: "UTF-8" });
  const checks = grade.exercises.flatMap((exercise) => exercise.checks);
  const suites = document.ele("testsuites", {
    name: inertLine(grade.submission, 200),
    ...counts(checks),
    time: seconds(grade.durationMs),
  });
  for (const exercise of grade.exercises) addSuite(suites, exercise, grade);
  return `${document.end({ prettyPrint: true })}\n`;
}

function addSuite(suites: XMLBuilder, exercise: GradedExercise, { startedAt, seed, submission }: Grade): void {
  const suite = suites.ele("testsuite", {
    name: exercise.key,
    ...counts(exercise.checks),
    skipped: "0",
    time: seconds(exercise.durationMs),
    timestamp: startedAt.replace(/(\.\d+)?Z$/, ""),
  });
  const properties = suite.ele("properties");
  properties.ele("property", { name: "submission", value: inertLine(submission, 200) });
  properties.ele("property", { name: "seed", value: String(seed) });
  for (const check of exercise.checks) addCase(suite, exercise, check);
  if (exercise.note) suite.ele("system-out").txt(inert(exercise.note, { letters: 2000, lines: 40 }));
}

function addCase(suite: XMLBuilder, exercise: GradedExercise, check: GradedCheck): void {
  const row = suite.ele("testcase", {
    classname: exercise.key,
    name: inertLine(`${check.code} ${check.title}`, 200),
    time: seconds(check.durationMs),
  });
  const name = ({ pass: undefined, fail: "failure", error: "error" } as const)[check.verdict];
  if (name) row.ele(name, { message: inertLine(check.message ?? "", 300), type: check.code }).txt(told(check));
}

function counts(checks: readonly { verdict: Verdict }[]) {
  const are = (verdict: Verdict) => String(checks.filter((check) => check.verdict === verdict).length);
  return { tests: String(checks.length), failures: are("fail"), errors: are("error") };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
