import type { Command } from "commander";
import { type Exercise, findExercise, readCourse } from "../course/index.ts";
import { cut } from "../cut.ts";
import { type CheckResult, type ExerciseResult, type Pen, pen, thisTerminal } from "../feedback/index.ts";
import { EXIT, Problem } from "../problem.ts";
import type { Target, Variant } from "../target/index.ts";
import type { Behaviour, Difference } from "./compare/behaviour.ts";
import { interruptible } from "./terminal/interrupt.ts";
import { wholeNumber } from "./test.ts";

/** Runs of each check whose times are compared; what waits for servers takes long enough to be told from one run less. */
const RUNS = 5;

/** Items of a list that are shown of a case. */
const ITEMS = 4;

/** `katas compare`: after a pass, what differs from the reference when both run on one seed, and how long each takes. */
export function compare(program: Command): void {
  program
    .command("compare")
    .description("after a pass: how your code and the reference differ when they run, and how long each takes")
    .argument("<exercise>", "which one (03/06, session-windows)")
    .option("--seed <number>", "the input to compare on", wholeNumber)
    .option("--runs <number>", "runs of each check whose times are compared", wholeNumber, RUNS)
    .option("--give-up", "compare what passes, though your file does not pass as a whole")
    .addHelpText(
      "after",
      `
Examples:
  npx katas compare 03/06
  npx katas compare 03/06 --seed 7 --runs 15

Compared is what a caller sees, call by call: the results and their order, what is read of the streams a function is
given and when, how often functions it is given are called, and what is thrown. Exercises that need servers are
compared by time alone: their results hold the names and times of a run.`,
    )
    .action(async (word: string, options: { seed?: number; runs: number; giveUp?: boolean }) => {
      if (options.runs < 1) throw new Problem("--runs takes a number from 1.", { exitCode: EXIT.usage });
      const exercise = findExercise(readCourse(), word);
      await interruptible((signal) => sideBySide(exercise, options, signal));
    });
}

async function sideBySide(
  exercise: Exercise,
  { seed: wanted, runs, giveUp = false }: { seed?: number; runs: number; giveUp?: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { passed, referenceOf } = await import("./compare/index.ts");
  const { unsolved, verdictInWords } = await import("./compare/standing.ts");
  const { bank, drawSeed } = await import("../run/index.ts");
  referenceOf(exercise);
  const standing = await passed(exercise, { giveUp, signal });
  const seed = wanted ?? drawSeed();
  const alternatives = bank(exercise).filter((target) => target.startsWith("alternative:"));
  const result = await runAll(exercise, plan(exercise, alternatives, seed, runs), signal);
  const yours = { ...result, checks: result.checks.filter(({ target }) => target === "exercise") };
  // The seed of this run may find what those before it did not.
  const why = standing.passed ? verdictInWords(yours) : standing.why;
  if (why !== undefined && !giveUp) throw unsolved(exercise, why, seed);
  const ink = pen(thisTerminal());
  console.log(
    ` ${ink.bold(`${exercise.short} ${exercise.title.toLowerCase()}`)}  beside the reference, seed ${seed}\n`,
  );
  if (why !== undefined) (await import("./solution.ts")).tellGivenUp(exercise, why, ink);
  await tellTimes(result.checks, runs, ink);
  if (exercise.needs.length > 0) {
    console.log(
      `${ink.paragraph("Behaviour is not compared: results on servers hold the names and times of a run.")}\n`,
    );
  } else await tellBehaviour(result.checks, alternatives, ink);
  console.log(`   ${ink.dim(`Both files and the discussion: npx katas solution ${exercise.short}`)}`);
}

/** First a round that is recorded and warms up, then the rounds that are timed; the two take turns. */
function plan(exercise: Exercise, alternatives: Target[], seed: number, runs: number): Variant[] {
  const both: Target[] = ["exercise", "solution"];
  const recorded = exercise.needs.length > 0 ? both : [...both, ...alternatives];
  const timed = Array.from({ length: runs }, (_, i) => (i % 2 === 0 ? both : both.toReversed())).flat();
  return [
    ...recorded.map((target): Variant => ({ target, seed, record: true })),
    ...timed.map((target): Variant => ({ target, seed })),
  ];
}

async function runAll(exercise: Exercise, variants: Variant[], signal: AbortSignal): Promise<ExerciseResult> {
  const { run } = await import("../run/index.ts");
  const { showProgress } = await import("./terminal/progress.ts");
  const progress = showProgress();
  let result: ExerciseResult | undefined;
  await run({
    exercises: [exercise],
    variants,
    signal,
    onProgress: progress.onProgress,
    onReady: progress.stop,
    onReport: ({ exercises }) => {
      [result] = exercises;
    },
  }).finally(progress.stop);
  // A check that fails, which somebody who gives up may have, is no failure of this command; Vitest takes it for one.
  if (!signal.aborted) process.exitCode = 0;
  if (!result)
    throw new Problem(`${exercise.short} could not be run.`, { remedy: "npx katas doctor looks for the cause." });
  return result;
}

async function tellTimes(checks: CheckResult[], runs: number, ink: Pen): Promise<void> {
  const { columns } = await import("./terminal/table.ts");
  const codes = [...new Set(checks.map(({ code }) => code))];
  const cells = codes.map((code) => {
    const median = (target: Target) => {
      const timed = checks.filter((check) => check.code === code && check.target === target && !check.records);
      const times = timed.filter(({ state }) => state === "pass").map(({ durationMs }) => durationMs);
      return times.length < timed.length ? undefined : times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
    };
    return [code, inWords(median("exercise")), inWords(median("solution"))];
  });
  console.log(columns([["", "yours", "reference"], ...cells], { right: [1, 2] }));
  const what = `${runs === 1 ? "One run" : `Median of ${runs} runs`} of each whole check, the check's own work included.`;
  console.log(`\n${ink.paragraph(`${what} A millisecond more or less means nothing.`)}\n`);
}

function inWords(ms: number | undefined): string {
  if (ms === undefined) return "fails";
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

async function tellBehaviour(checks: CheckResult[], alternatives: Target[], ink: Pen): Promise<void> {
  const { behaviour, likeness } = await import("./compare/index.ts");
  const yours = recordsOf(checks, "exercise");
  const { differences, compared } = behaviour(yours, recordsOf(checks, "solution"));
  const calls = `${compared} ${compared === 1 ? "call" : "calls"}`;
  if (compared === 0)
    console.log(`${ink.paragraph("No check passes with both, so that there is nothing to compare.")}\n`);
  else if (differences.length === 0) {
    console.log(`${ink.paragraph(`In ${calls}, yours and the reference did exactly the same.`)}\n`);
  } else {
    console.log(` ${ink.bold("What differs")}  in ${calls}, all of them right\n`);
    for (const difference of differences) console.log(`${drawDifference(difference, compared, ink)}\n`);
  }
  const others = alternatives.map((target) => ({
    name: `alternatives/${target.replace("alternative:", "")}.ts`,
    behaviour: recordsOf(checks, target),
  }));
  tellLikeness(likeness(yours, others), differences.length === 0, ink);
}

/** The recorded calls of the checks that pass, by code: a failing one shows no choice, but a fault. */
function recordsOf(checks: CheckResult[], target: Target): Behaviour {
  const own = checks.filter((check) => check.target === target && check.state === "pass");
  return new Map(own.flatMap(({ code, records }) => (records ? [[code, records] as const] : [])));
}

function drawDifference(difference: Difference, compared: number, ink: Pen): string {
  const { what, codes, calls, call, input, yours, theirs } = difference;
  const first = yours.findIndex((item, i) => item !== theirs[i]);
  const from = Math.max(0, (first < 0 ? yours.length : first) - 1);
  const row = (label: string, lines: string[]) =>
    lines.map((line, i) => `     ${(i === 0 ? label : "").padEnd(11)}${line}`).join("\n");
  const items = (all: string[], start: number) => {
    const shown = all.slice(start, start + ITEMS).map((item) => cut(item, ink.width - 17));
    const more = all.length - start - shown.length;
    const before = start > 0 ? [`(${start} alike)`] : [];
    return all.length === 0 ? ["nothing"] : [...before, ...shown, ...(more > 0 ? [`and ${more} more`] : [])];
  };
  return [
    ink.paragraph(`${what}: ${calls} of ${compared} calls (${codes.join(", ")}). The smallest:`),
    row("called", [cut(call, ink.width - 17)]),
    ...(input.length > 0 ? [row("input", items(input, 0))] : []),
    row("yours", items(yours, from)),
    row("reference", items(theirs, from)),
  ].join("\n");
}

function tellLikeness(likely: { name: string; share: number }[], asReference: boolean, ink: Pen): void {
  const same = likely.filter(({ share }) => share === 1).map(({ name }) => name);
  const [nearest] = likely;
  if (same.length > 0) {
    const also = asReference ? "also behaves" : "behaves";
    console.log(`${ink.paragraph(`Yours ${also} like ${same.join(" and ")}, in every call.`)}\n`);
  } else if (nearest && !asReference && nearest.share > 0) {
    const percent = Math.min(99, Math.round(nearest.share * 100));
    console.log(
      `${ink.paragraph(`The nearest to yours is ${nearest.name}: the same in ${percent} % of the calls.`)}\n`,
    );
  }
}
