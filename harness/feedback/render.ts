import stringWidth from "string-width";
import { type Exercise, invariant, readExplanations } from "../course/index.ts";
import { fromRoot } from "../paths.ts";
import type { Diagnosis, FailureKind } from "./failure.ts";
import { type CheckResult, type ExerciseResult, type RunReport, verdict } from "./report.ts";
import type { Pen } from "./terminal.ts";

/** The checks of a run as a person reads them: the first failure in full, every other in a line. */
export function renderRun(report: RunReport, exercises: Exercise[], pen: Pen): string {
  let told = false;
  const blocks = exercises.flatMap((exercise) => {
    const result = report.exercises.find(({ key }) => key === exercise.key);
    if (!result) return [];
    const inFull = !told && verdict(result) !== "pass";
    told ||= inFull;
    return inFull ? `${renderFailure(result, exercise, pen)}\n` : renderLine(result, exercise, pen);
  });
  return blocks.join("\n").trimEnd();
}

/** One exercise in one line. */
function renderLine(result: ExerciseResult, exercise: Exercise, pen: Pen): string {
  const passed = result.checks.filter(({ state }) => state === "pass");
  const name = `${exercise.short} ${exercise.title.toLowerCase()}`;
  switch (verdict(result)) {
    case "pass":
      return ` ${pen.green(pen.mark.pass)} ${name}  ${pen.dim(`${passed.length} ${passed.length === 1 ? "check" : "checks"}`)}`;
    case "error":
      return ` ${pen.yellow(pen.mark.error)} ${name}  ${firstSentence(result)}`;
    case "fail": {
      if (isUntouched(result)) return ` ${pen.red(pen.mark.fail)} ${name}  ${pen.dim("not implemented yet")}`;
      const failing = result.checks.filter(({ state }) => state !== "pass").map(({ code }) => code);
      return ` ${pen.red(pen.mark.fail)} ${name}  ${failing.join(", ")} ${pen.dim(`${passed.length} pass`)}`;
    }
  }
}

function firstSentence({ checks, outside }: ExerciseResult): string {
  return checks.find(({ failure }) => failure)?.failure?.sentence ?? outside[0]?.failure.sentence ?? "";
}

function isUntouched({ checks }: ExerciseResult): boolean {
  return checks.length > 0 && checks.every(({ failure }) => failure?.kind === "not-implemented");
}

/** The anatomy of a failure: invariant, evidence, where, and what to do next. */
function renderFailure(result: ExerciseResult, exercise: Exercise, pen: Pen): string {
  if (isUntouched(result)) return renderUntouched(result, exercise, pen);
  const check = result.checks.find(({ state }) => state === "error" || state === "fail");
  const outside = result.outside[0];
  const failure = check?.failure ?? outside?.failure;
  if (!failure) return renderNothingRan(exercise, pen);
  const where = check?.where ?? outside?.where;
  const explanation = check && readExplanations(exercise).get(check.code);
  const lines = [headline(exercise, check, failure.kind, pen), ""];
  // The invariant is what a wrong result violates; for a syntax error or a dead server it would be beside the point.
  const aboutBehaviour = ["wrong", "deadline", "threw"].includes(failure.kind);
  if (explanation && aboutBehaviour) lines.push(pen.bold(pen.paragraph(pen.plain(invariant(explanation)))), "");
  lines.push(pen.paragraph(pen.plain(failure.sentence)));
  lines.push(...failure.evidence.map((line) => `     ${pen.plain(line)}`));
  if (failure.counterexample)
    lines.push(pen.paragraph(`Smallest input that fails: ${pen.plain(failure.counterexample)}`));
  if (failure.diagnosis) lines.push("", ...diagnosed(failure.diagnosis, pen));
  if (where) lines.push("", `   ${pen.cyan(`${fromRoot(where.file)}:${where.line}:${where.column}`)}`);
  lines.push(...printedLines(check?.printed ?? [], pen), "", ...nextSteps(exercise, check, failure.kind, pen));
  lines.push(...others(result, check, pen));
  return lines.join("\n");
}

/** The misconception that a failure looks like, and the smallest input that shows it. */
function diagnosed({ sentence, smallest }: Diagnosis, pen: Pen): string[] {
  const lines = [pen.yellow(pen.paragraph(pen.plain(sentence)))];
  if (smallest) {
    lines.push(pen.paragraph(pen.plain(`Smallest input that shows it: ${smallest.input}`)));
    lines.push(...smallest.difference.map((line) => `     ${pen.plain(line)}`));
  }
  return lines;
}

function headline(exercise: Exercise, check: CheckResult | undefined, kind: FailureKind, pen: Pen): string {
  const ours = kind === "servers" || kind === "harness";
  const mark = ours ? pen.yellow(pen.mark.error) : pen.red(pen.mark.fail);
  const name = `${exercise.short} ${exercise.title.toLowerCase()}`;
  const title = check ? pen.plain(` ${pen.mark.dash} ${check.title}`) : "";
  const code = check?.code ?? "";
  const first = (text: string) => {
    const gap = " ".repeat(Math.max(2, pen.width - stringWidth(text) - code.length - 3));
    return ` ${mark} ${pen.bold(text)}${code && gap + pen.dim(code)}`;
  };
  const fits = stringWidth(name + title) + code.length + 5 <= pen.width;
  return fits ? first(name + title) : `${first(name)}\n${pen.bold(pen.paragraph(title.trimStart()))}`;
}

function renderUntouched({ checks }: ExerciseResult, exercise: Exercise, pen: Pen): string {
  const first = checks[0];
  const file = fromRoot(exercise.file);
  const lesson = fromRoot(exercise.readme);
  return [
    ` ${pen.red(pen.mark.fail)} ${pen.bold(`${exercise.short} ${exercise.title.toLowerCase()}`)}  ${pen.dim("not implemented yet")}`,
    "",
    pen.paragraph(
      `This one is yours to write, and nothing is wrong: a new exercise starts red. ${checks.length} checks wait for it.`,
    ),
    "",
    `   1. Read   ${pen.cyan(lesson)}  ${pen.dim(`about ${exercise.minutes} min with the exercise`)}`,
    `   2. Write  ${pen.cyan(file)}`,
    `   3. Run    ${pen.cyan(`npm test -- ${exercise.short}`)}  ${pen.dim("or npm run watch")}`,
    "",
    pen.paragraph(pen.plain(`The first check, ${first?.code}: ${first?.title}.`)),
    ...(first?.failure ? [pen.paragraph(`What it met: ${first.failure.sentence}`)] : []),
  ].join("\n");
}

function renderNothingRan(exercise: Exercise, pen: Pen): string {
  return ` ${pen.red(pen.mark.fail)} ${exercise.short} ${exercise.title.toLowerCase()}  no check ran`;
}

/** What the learner's code printed, so that `console.log` works as a tool. */
function printedLines(printed: string[], pen: Pen): string[] {
  if (printed.length === 0) return [];
  const last = printed.slice(-12);
  const more = printed.length > last.length ? pen.dim(` (the last ${last.length} of ${printed.length} lines)`) : "";
  return ["", `   Your code printed:${more}`, ...last.map((line) => `     ${pen.dim("|")} ${pen.printed(line)}`)];
}

function nextSteps(exercise: Exercise, check: CheckResult | undefined, kind: FailureKind, pen: Pen): string[] {
  if (kind === "servers") return [`   ${pen.dim("npx katas doctor")} looks for the cause.`];
  if (kind === "harness") return [pen.paragraph("This is a fault of the course, not of your code. Please report it.")];
  const replay = check
    ? `Replay: npm test -- ${exercise.short} --seed ${check.seed}`
    : `Replay: npm test -- ${exercise.short}`;
  const steps = [replay, `Hint: npx katas hint ${exercise.short}`];
  const behaved = ["wrong", "deadline", "threw"].includes(kind);
  if (check && behaved) steps.push(`Why it matters: npx katas explain ${check.code}`);
  if (check?.needs.includes("kafka") && behaved) steps.push("What is on the brokers now: npx katas look");
  const line = steps.join("   ");
  return line.length + 3 <= pen.width ? [`   ${pen.dim(line)}`] : steps.map((step) => `   ${pen.dim(step)}`);
}

function others({ checks }: ExerciseResult, told: CheckResult | undefined, pen: Pen): string[] {
  const rest = checks.filter((check) => check !== told);
  const failing = rest.filter(({ state }) => state === "fail" || state === "error").map(({ code }) => code);
  const notRun = rest.filter(({ state }) => state === "not-run").length;
  const passing = rest.filter(({ state }) => state === "pass").length;
  const parts = [
    failing.length > 0 &&
      `${failing.length} more ${failing.length === 1 ? "check fails" : "checks fail"} (${failing.join(", ")}).`,
    notRun > 0 && `${notRun} more ${notRun === 1 ? "was" : "were"} not judged.`,
    passing > 0 && `${passing} ${passing === 1 ? "passes" : "pass"}.`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? ["", `   ${pen.dim(parts.join(" "))}`] : [];
}
