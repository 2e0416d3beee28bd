import { existsSync, statSync } from "node:fs";
import { type Exercise, isSolved, readProgress } from "../../course/index.ts";
import { type ExerciseResult, verdict } from "../../feedback/index.ts";
import { fromRoot } from "../../paths.ts";
import { EXIT, Problem } from "../../problem.ts";
import { drawSeed, run, targetFile } from "../../run/index.ts";
import { record } from "../run-and-tell.ts";
import { showProgress } from "../terminal/progress.ts";

/** The reference's file. @throws Problem (exit 2) in a student repository, which has none */
export function referenceOf(exercise: Exercise): string {
  const file = targetFile(exercise, "solution");
  if (existsSync(file)) return file;
  throw new Problem(`There is no reference of ${exercise.short} here: student repositories have none.`, {
    remedy: `Your teacher has it, and the discussion. Until then: npx katas hint ${exercise.short}`,
    exitCode: EXIT.usage,
  });
}

/**
 * Whether the learner's file passes as it is now: it has passed before, and since then was neither changed nor seen to
 * fail; otherwise it is run first, with a seed of the run's own.
 *
 * @param giveUp  whether to go on without a pass, which is told by the answer
 * @throws Problem (exit 1) saying what is missing; (exit 3) where the servers for the run cannot be had
 */
export async function passed(
  exercise: Exercise,
  { giveUp, signal }: { giveUp: boolean; signal: AbortSignal },
): Promise<{ passed: true } | { passed: false; why: string }> {
  const why = await missing(exercise, signal);
  if (why === undefined) return { passed: true };
  if (giveUp) return { passed: false, why };
  throw unsolved(exercise, why);
}

/** What stands between the learner and the reference. @param seed  the input that showed it, where it takes that one */
export function unsolved({ short }: Exercise, why: string, seed?: number): Problem {
  const replay = seed === undefined ? "" : ` --seed ${seed}`;
  return new Problem(`${short} ${why}`, {
    remedy: `Run it: npm test -- ${short}${replay}. The reference is shown after a pass, or at once with --give-up.`,
    exitCode: EXIT.failed,
  });
}

async function missing(exercise: Exercise, signal: AbortSignal): Promise<string | undefined> {
  const { key, file } = exercise;
  if (!existsSync(file)) return `has no file of yours: ${fromRoot(file)} is not there.`;
  const progress = readProgress();
  const last = progress[key];
  if (!last) return "has not been run yet.";
  if (!isSolved(progress, exercise)) return `is not solved yet: ${failing(last.failed)} in its last run.`;
  if (last.failed.length === 0 && statSync(file).mtimeMs <= last.at) return undefined;
  return rerun(exercise, signal);
}

/** A solved file that was changed since, or failed when it last ran, is run as it is now. */
async function rerun(exercise: Exercise, signal: AbortSignal): Promise<string | undefined> {
  console.error(` ${exercise.short} was solved, and its file may have changed since: it is run first.`);
  const progress = showProgress();
  let result: ExerciseResult | undefined;
  await run({
    exercises: [exercise],
    variants: [{ target: "exercise", seed: drawSeed() }],
    signal,
    onProgress: progress.onProgress,
    onReady: progress.stop,
    onReport: (report) => {
      [result] = report.exercises;
      record(report);
    },
  }).finally(progress.stop);
  return result ? verdictInWords(result) : "could not be run.";
}

/**
 * Why a result is no pass; undefined for one.
 * @throws Problem (exit 3) for an error of ours, which says nothing about the learner
 */
export function verdictInWords(result: ExerciseResult): string | undefined {
  const failures = [
    ...result.checks.flatMap(({ failure }) => failure ?? []),
    ...result.outside.map(({ failure }) => failure),
  ];
  switch (verdict(result)) {
    case "pass":
      return undefined;
    case "error": {
      const [first] = failures.filter(({ kind }) => kind === "servers" || kind === "harness");
      throw new Problem(first?.sentence ?? "The run broke.", { remedy: "npx katas doctor looks for the cause." });
    }
    case "fail": {
      const codes = result.checks.filter(({ state }) => state !== "pass").map(({ code }) => code);
      return codes.length > 0
        ? `does not pass as it is now: ${failing(codes)}.`
        : `does not pass as it is now. ${failures[0]?.sentence ?? ""}`;
    }
  }
}

/** `SES-05 fails`; kinds of failures outside every check are told as such. */
function failing(failed: string[]): string {
  const codes = failed.filter((one) => /^[A-Z]{3}-\d\d$/.test(one));
  if (codes.length === 0) return failed.length > 0 ? "an error outside its checks" : "no check passed";
  const many = codes.length > 1;
  return `${many ? `${codes.slice(0, -1).join(", ")} and ${codes.at(-1)}` : codes[0]} ${many ? "fail" : "fails"}`;
}
