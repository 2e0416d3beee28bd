import { readFileSync } from "node:fs";
import path from "node:path";
import { type Exercise, readMistakes, type WrittenCheck, writtenChecks } from "../course/index.ts";
import type { CheckResult, ExerciseResult } from "../feedback/index.ts";
import { printable } from "../sandbox/index.ts";
import type { GradedCheck, GradedExercise, Verdict } from "./grade.ts";

/** Letters of one text of a grade. */
const LONGEST = 2_000;

/**
 * The marks of one exercise: a point for each of the teacher's checks that passed, as they stand in the test file. What
 * did not run is no pass, and where more or other checks ran than are written there, nothing counts.
 *
 * @param result  undefined where there is none: then the exercise is an error
 */
export function mark(exercise: Exercise, result: ExerciseResult | undefined): GradedExercise {
  const written = writtenChecks(readFileSync(exercise.test, "utf8"));
  const ran = result?.checks ?? [];
  const strangers = ran.filter(
    ({ code }, i) =>
      written.filter((one) => one.code === code).length !== 1 || ran.findIndex((one) => one.code === code) !== i,
  );
  const outside = result?.outside[0]?.failure.sentence;
  const ours = strangers.length > 0 ? "The checks that ran are not the checks of this exercise." : outside;
  const checks = written.map(({ code, title }): GradedCheck => {
    const check = ran.find((one) => one.code === code);
    const verdict = ours === undefined ? verdictOf(check, ran) : "error";
    return {
      code,
      title,
      verdict,
      points: verdict === "pass" ? 1 : 0,
      maxPoints: 1,
      durationMs: Math.round(check?.durationMs ?? 0),
      ...(verdict !== "pass" && told(exercise, check, ran)),
    };
  });
  const points = checks.reduce((sum, check) => sum + check.points, 0);
  const note = plain(ours ?? common(ran) ?? fromTable(exercise, written, ran) ?? "");
  return {
    key: exercise.key,
    title: exercise.title,
    verdict: overall(checks),
    points,
    maxPoints: checks.length,
    durationMs: checks.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(note && { note }),
    checks,
  };
}

/** Of several verdicts: an error is ours and outweighs all; none at all is an error as well. */
export function overall(parts: { verdict: Verdict }[]): Verdict {
  if (parts.length === 0 || parts.some(({ verdict }) => verdict === "error")) return "error";
  return parts.every(({ verdict }) => verdict === "pass") ? "pass" : "fail";
}

function verdictOf(check: CheckResult | undefined, ran: CheckResult[]): Verdict {
  if (!check) return "error";
  if (check.state !== "not-run") return check.state;
  // After a deadline the rest of an exercise is not judged: that is the submission's doing. Anything else is ours.
  return ran.some(({ failure }) => failure?.kind === "deadline" || failure?.kind === "stuck") ? "fail" : "error";
}

function told(exercise: Exercise, check: CheckResult | undefined, ran: CheckResult[]): Partial<GradedCheck> {
  const failure = check?.failure;
  if (!failure) {
    const overdue = ran.some(({ failure }) => failure?.kind === "deadline" || failure?.kind === "stuck");
    return { message: overdue ? "Not judged: a check before it did not end in time." : "It did not get its turn." };
  }
  const { sentence, evidence, counterexample, diagnosis } = failure;
  return {
    message: plain(sentence),
    ...(evidence.length > 0 && { evidence: evidence.slice(0, 40).map(plain) }),
    ...(counterexample !== undefined && { counterexample: plain(counterexample) }),
    ...(diagnosis && { diagnosis: plain(diagnosis.sentence) }),
    ...(check.where && placed(exercise, check.where)),
  };
}

/** A line of a staged file, as that is called in a repository; none where a submission's stack, which it may forge, names none. */
function placed({ module, folder }: Exercise, { file, line }: NonNullable<CheckResult["where"]>): Partial<GradedCheck> {
  const inSubmission = ["exercises", module.slug, path.basename(folder), path.basename(file)].join("/");
  return Number.isSafeInteger(line) && line >= 1 ? { where: { file: plainLine(inSubmission), line } } : {};
}

/** What every check of an exercise met alike: there is no file, it does not parse, it is not begun, its time was used up. */
function common(ran: CheckResult[]): string | undefined {
  const [first, ...others] = ran.map(({ failure }) => failure);
  const ofAll = first && ["does-not-load", "not-implemented", "out-of-time"].includes(first.kind);
  const same = ofAll && others.every((failure) => failure?.sentence === first.sentence);
  return same ? first.sentence : undefined;
}

/**
 * The examples stand in a test that everybody can read: a table of them passes them all, and fails on inputs that are drawn.
 * So does a mistake that only a property finds; where it is a known one, that is told instead. Without the bank nobody can say.
 */
function fromTable(exercise: Exercise, written: WrittenCheck[], ran: CheckResult[]): string | undefined {
  const examples = written.filter(({ property }) => !property);
  const properties = written.filter(({ property }) => property);
  const found = ({ code }: WrittenCheck) => ran.find((check) => check.code === code);
  const held = examples.length > 0 && examples.every((one) => found(one)?.state === "pass");
  const missed = (failure: CheckResult["failure"]) => failure?.counterexample !== undefined && !failure.diagnosis;
  const allMissed = properties.length > 0 && properties.every((one) => missed(found(one)?.failure));
  if (!held || !allMissed || readMistakes(exercise).length === 0) return undefined;
  return "Every example passes, every property fails, and it is no known mistake: it may answer from a table.";
}

/** Text of a submission's, or with such text in it, as it may stand in a document: no control characters, not endless. */
function plain(text: string): string {
  return printable(text).slice(0, LONGEST);
}

/** The same, on one line: a name. */
export function plainLine(text: string): string {
  return plain(text.replaceAll(/\p{Cc}/gu, "\ufffd"));
}
