import { existsSync } from "node:fs";
import type { CliOptions } from "vitest/node";
import { type Exercise, isSolved, type Module, nextUnsolved, readProgress, recordProgress } from "../course/index.ts";
import { type ExerciseResult, pen, type RunReport, renderRun, thisTerminal, verdict } from "../feedback/index.ts";
import { EXIT } from "../problem.ts";
import { drawSeed, readTarget, run, serversFor, targetFile } from "../run/index.ts";
import type { Stack } from "../runtime/index.ts";
import type { Variant } from "../target/index.ts";
import { serviceNames, systems } from "./services.ts";
import { interruptible } from "./terminal/interrupt.ts";
import { showProgress } from "./terminal/progress.ts";
import { warmUp } from "./warm-up.ts";

interface Telling {
  course: Module[];
  exercises: Exercise[];
  /** Whether the learner named them, or we chose the next one. */
  named: boolean;
  seed: number | undefined;
  vitest: CliOptions;
}

const ink = pen(thisTerminal());

/** One run as a learner sees it: a header, the checks, where they are now. @returns the exit code */
export async function runAndTell({ course, exercises, named, seed, vitest }: Telling): Promise<number> {
  const target = readTarget(process.env.KATAS_TARGET, exercises);
  const variant: Variant = { target, seed: seed ?? drawSeed() };
  const submissions = await staging(variant, exercises);
  if (!named) tellPlace(course, exercises[0]);
  const { soon } = submissions ? { soon: [] } : serversFor(exercises, [variant]);
  const progress = showProgress();
  let code: number = EXIT.ours;
  await interruptible(async (signal) => {
    const warming = soon.length > 0 ? warmUp(soon, signal) : undefined;
    await run({
      exercises,
      variants: submissions ? [] : [variant],
      submissions: submissions?.staged,
      vitest,
      signal,
      onProgress: progress.onProgress,
      onReady: (stack) => {
        progress.stop();
        console.log(header(variant, stack));
      },
      onReport: (report) => {
        console.log(`\n${renderRun(report, exercises, ink)}\n`);
        code = exitCode(report);
        if (target === "exercise" && vitest.testNamePattern === undefined) record(report);
      },
    });
    const whole = target === "exercise" && vitest.testNamePattern === undefined;
    if (whole && code === 0) tellNext(course, exercises);
    const trouble = await warming?.handOver();
    // A setting that there is not is to be corrected, whatever has been judged without it.
    if (trouble?.exitCode === EXIT.usage) code = EXIT.usage;
  }).finally(async () => {
    await submissions?.staged.then(
      ({ dispose }) => dispose(),
      () => {},
    );
  });
  return code;
}

/** A submission is staged before it can be run; everything else lies where it is. */
async function staging({ target, seed }: Variant, exercises: Exercise[]) {
  if (!target.startsWith("sandbox:")) return undefined;
  const { stageSubmissions } = await import("../grading/submission.ts");
  // In an object: a promise that is returned would be waited for.
  return { staged: stageSubmissions(exercises, [target.slice("sandbox:".length)], seed) };
}

export function header({ target, seed }: Variant, stack: Stack | undefined): string {
  const servers = stack && `${systems(serviceNames(stack))} on ${stack.runtime}: ${stack.reason}`;
  const parts = [`target ${target}`, `seed ${seed}`, servers].filter((part) => part !== undefined);
  return ink.dim(` ${parts.join(` ${ink.mark.pending} `)}`);
}

export function record(report: RunReport): void {
  for (const result of report.exercises) {
    const passed = result.checks.filter(({ state }) => state === "pass").map(({ code }) => code);
    const failed = result.checks.filter(({ state }) => state !== "pass").map(({ code }) => code);
    // A server that could not be had says nothing about the learner: what they had solved stays solved.
    if (verdict(result) === "error") continue;
    recordProgress(result.key, passed, [...failed, ...result.outside.map(({ failure }) => failure.kind)]);
  }
}

/** 0 all passed, 1 something failed, 3 something of ours broke; a run of nothing is not a pass. */
export function exitCode({ exercises }: RunReport): number {
  const verdicts = exercises.map((result: ExerciseResult) => verdict(result));
  if (verdicts.includes("error") || verdicts.length === 0) return EXIT.ours;
  return verdicts.includes("fail") ? EXIT.failed : 0;
}

function tellPlace(course: Module[], next: Exercise | undefined): void {
  if (!next) return;
  const progress = readProgress();
  const { exercises, number, title } = next.module;
  const bar = exercises.map((one) => (isSolved(progress, one) ? ink.mark.bar : ink.mark.rest)).join("");
  const all = course.flatMap((module) => module.exercises);
  const solved = all.filter((one) => isSolved(progress, one)).length;
  console.log(
    ` ${ink.bold(`module ${number}`)} ${title.toLowerCase()} ${bar}   ${ink.dim(`${solved} of ${all.length} exercises solved`)}`,
  );
}

/** After a pass of all that ran: why it was right, and what comes next. */
export function tellNext(course: Module[], ran: Exercise[]): void {
  const progress = readProgress();
  const [one] = ran;
  if (ran.length === 1 && one) {
    // A student repository has neither.
    const here = existsSync(targetFile(one, "solution"));
    const where = ink.cyan(`npx katas solution ${one.short}`);
    console.log(
      ` Solved. ${here ? `The reference and the discussion: ${where}` : "The discussion is with your teacher."}`,
    );
  }
  const next = nextUnsolved(course, progress);
  console.log(
    next
      ? ` Next: ${next.short} ${next.title.toLowerCase()} (${next.minutes} min). Run: npm test`
      : " Every exercise is solved. Where to go from here: docs/next.md",
  );
}
