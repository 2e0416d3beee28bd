import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pMap from "p-map";
import { type Exercise, readMistakes } from "../course/index.ts";
import type { CheckResult } from "../feedback/index.ts";
import { stageSubmissions } from "../grading/submission.ts";
import { bank, run, targetFile } from "../run/index.ts";
import type { Target, Variant } from "../target/index.ts";
import { CATCHES, Proof } from "./bank.ts";
import type { StepReport } from "./tools.ts";

/** With it the bank is proved in practice too. */
const SEED = 1_000;

/**
 * Mistakes that grading does not see, and why: by exercise and target. Data that a test passes crosses as a copy, and what
 * comes back of it is never written into the test's own values, from which it may draw what it expects.
 */
const UNSEEN: Record<string, string> = {
  "03/07 mistake:05-rewrites-the-first-run": "what it overwrites is its own copy of the arguments",
};

/** Runs at the same time. */
const AT_ONCE = 2;

/**
 * Proves that grading finds what practice finds: through the sandbox too the reference of each exercise passes every
 * check, and each mistake fails the check it names.
 *
 * @param exercises  without servers; those with servers are graded against brokers of their own, which costs minutes
 */
export async function proveConfinedBank(exercises: Exercise[]): Promise<StepReport> {
  const proof = new Proof();
  await pMap(exercises, (exercise) => proveExercise(exercise, proof), { concurrency: AT_ONCE });
  const skipped = Object.entries(UNSEEN).map(([mistake, why]) => `${mistake}, confined: ${why}`);
  return { ...proof.result(), skipped };
}

async function proveExercise(exercise: Exercise, proof: Proof): Promise<void> {
  const targets = bank(exercise)
    .filter((target) => target === "solution" || target.startsWith("mistake:"))
    .filter((target) => UNSEEN[`${exercise.short} ${target}`] === undefined);
  const home = mkdtempSync(path.join(os.tmpdir(), "katas-bank-"));
  const folders = targets.map((target, i) => handIn(exercise, target, path.join(home, String(i))));
  const found: CheckResult[] = [];
  try {
    const { variants, confinement, dispose } = await stageSubmissions([exercise], folders, SEED);
    const chosen = variants.map((variant, i): Variant => {
      const only = caughtBy(exercise, targets[i]);
      return only === undefined ? variant : { ...variant, only };
    });
    await run({
      exercises: [exercise],
      variants: [],
      submissions: Promise.resolve({ variants: chosen, confinement }),
      onReport: (report) => void found.push(...report.exercises.flatMap(({ checks }) => checks)),
    }).finally(dispose);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  for (const [i, target] of targets.entries()) {
    const is = `${exercise.short} ${target}, confined,`;
    const own = found.filter((check) => check.target === `sandbox:${folders[i]}`);
    const named = caughtBy(exercise, target);
    if (target === "solution") {
      const failing = own.find(({ state }) => state !== "pass");
      proof.hold(own.length > 0 && !failing, `${is} passes (${failing?.code}: ${failing?.failure?.sentence})`);
    } else {
      const failure = own.find(({ code }) => code === named)?.failure;
      const caught = failure !== undefined && CATCHES.has(failure.kind);
      proof.hold(caught, `${is} is caught by ${named} (${failure?.kind ?? "it passes"}: ${failure?.sentence})`);
    }
  }
}

/** A file of the bank as somebody would hand it in; what it has of the reference lies beside it. @returns the folder */
function handIn(exercise: Exercise, target: Target, folder: string): string {
  mkdirSync(folder);
  const file = path.basename(exercise.file);
  const source = readFileSync(targetFile(exercise, target), "utf8");
  writeFileSync(path.join(folder, file), source.replaceAll(`"../${file}"`, '"./reference.ts"'));
  copyFileSync(targetFile(exercise, "solution"), path.join(folder, "reference.ts"));
  return folder;
}

/** The check that a mistake's header names. */
function caughtBy(exercise: Exercise, target: Target | undefined): string | undefined {
  return readMistakes(exercise).find(({ name }) => target === `mistake:${name}`)?.caughtBy;
}
