import path from "node:path";
import { type Exercise, type Mistake, NEEDS, type Need, readMistakes } from "../course/index.ts";
import type { CheckResult, ExerciseResult, RunReport } from "../feedback/index.ts";
import { stageSubmissions } from "../grading/submission.ts";
import { bank, run } from "../run/index.ts";
import type { Target, Variant } from "../target/index.ts";

/** What the proof of one exercise's bank found. */
export interface BankReport {
  key: string;
  /** Codes in the order of the specification. */
  codes: string[];
  /** By target: what each check did, over all seeds. */
  rows: BankRow[];
  /** Servers the reference's checks asked for. */
  needs: Need[];
  /** Whether failures were diagnosed. */
  diagnosed: boolean;
  /** Statements that were shown true, and the ones that were not. */
  proved: number;
  faults: string[];
  durationMs: number;
}

export interface BankRow {
  target: Target;
  /** The check a mistake says must catch it. */
  caughtBy?: string;
  /** Checks that failed, by code. */
  failing: string[];
  /** By the code of a failing check: the mistakes that its diagnosis named. */
  named: Record<string, string[]>;
  /** Of the failing: checks that waited for a server in vain, as they would with many a mistake: no diagnosis is made. */
  vain: string[];
  /** Whether its outcome is another at every run, so that a diagnosis may miss it. */
  varies: boolean;
}

/** Failures that mean a check has caught something; a server's or the harness's own failure never does. */
export const CATCHES = new Set(["wrong", "threw", "deadline", "stuck"]);

/** What takes long with servers. */
export interface BankOptions {
  /** Run mistakes against all checks, for the table of who catches what: some wait for ever in more than one. */
  everyCheck: boolean;
  /** Have each failure of a mistake diagnosed, which runs the other mistakes of its check again. */
  diagnose: boolean;
}

/**
 * Proves one exercise on the real servers: the stub fails because it is not implemented, the reference and every
 * alternative pass with every seed, every mistake fails the check it names, and every check catches a mistake. With
 * servers, checks that draw nothing from the seed run with the first alone: the others would be the same again.
 *
 * Without servers, mistakes run against all checks, and what a failure's diagnosis names is held against what ran.
 */
export async function proveBank(
  exercise: Exercise,
  seeds: number[],
  { everyCheck, diagnose }: BankOptions,
): Promise<BankReport> {
  const [first = 1] = seeds;
  const targets = bank(exercise);
  const pure = exercise.needs.length === 0;
  const asked = pure || diagnose;
  const mistakes = new Map(readMistakes(exercise).map((one) => [`mistake:${one.name}`, one]));
  const variants = targets.flatMap((target): Variant[] => {
    if (right(target)) return (pure ? seeds : [first]).map((seed) => ({ target, seed }));
    const named = mistakes.get(target)?.caughtBy;
    const only = everyCheck || pure ? undefined : named;
    const diagnosed = asked && target !== "exercise";
    return [
      { target, seed: first, diagnosed, ...(only !== undefined && { only }) },
      ...(pure && named !== undefined ? drawing([target], seeds.slice(1), [named]) : []),
    ];
  });
  const found: ExerciseResult[] = [];
  const onReport = ({ exercises }: RunReport) => void found.push(...exercises);
  const started = performance.now();
  // Grading is to find what practice finds. (Without servers the mistakes go through the sandbox too: confined-bank.ts.)
  const submissions = stageSubmissions([exercise], [exercise.solution], first);
  await run({
    exercises: [exercise],
    variants,
    submissions,
    onReport,
  }).finally(async () => (await submissions).dispose());
  const confined = await submissions;
  const seeded = new Set(found.flatMap(({ checks }) => checks.flatMap((one) => (one.seeded ? one.code : []))));
  const others = pure ? [] : drawing(targets.filter(right), seeds.slice(1), [...seeded]);
  if (others.length > 0) await run({ exercises: [exercise], variants: others, onReport });
  const seedsOf = (code: string) => (pure || seeded.has(code) ? seeds : [first]);
  const checks = found.flatMap((result) => result.checks);
  const proof = new Proof();
  for (const { failure } of found.flatMap(({ outside }) => outside)) proof.hold(false, failure.sentence);
  proof.hold(checks.length > 0, "it has checks, and they ran");
  const codes = [...new Set(checks.map(({ code }) => code))];
  for (const { target } of confined.variants) {
    const own = checks.filter((check) => check.target === target);
    proveRight("solution, confined,", own, () => [first], codes, proof);
  }
  const once = checks.filter(({ seed }) => seed === first);
  const rows = targets.map((target) => row(target, mistakes.get(target), once, pure));
  for (const target of targets) {
    const own = checks.filter((check) => check.target === target);
    if (target === "exercise") proveStub(own, codes, proof);
    else if (right(target)) proveRight(target, own, seedsOf, codes, proof);
  }
  proveMistakes(rows, codes, checks, pure ? seeds : [first], proof);
  if (asked) proveDiagnosis(rows, proof);
  const needs = NEEDS.filter((need) =>
    checks.some((check) => check.target === "solution" && check.needs.includes(need)),
  );
  proof.hold(
    needs.join() === exercise.needs.join(),
    `front matter says needs: [${exercise.needs}] and its checks use [${needs}]`,
  );
  const durationMs = performance.now() - started;
  return { key: exercise.key, codes, rows, needs, diagnosed: asked, ...proof.result(), durationMs };
}

/** Some checks of some targets, with some seeds. */
function drawing(targets: Target[], seeds: number[], codes: string[]): Variant[] {
  return targets.flatMap((target) => seeds.flatMap((seed) => codes.map((only): Variant => ({ target, seed, only }))));
}

function right(target: Target): boolean {
  return target === "solution" || target.startsWith("alternative:");
}

function row(target: Target, mistake: Mistake | undefined, checks: CheckResult[], pure: boolean): BankRow {
  const { caughtBy, varies } = mistake ?? {};
  const failed = checks.filter((check) => check.target === target && CATCHES.has(check.failure?.kind ?? ""));
  const failing = [...new Set(failed.map(({ code }) => code))];
  const named = failed.map(({ code, failure }) => [code, failure?.diagnosis?.mistakes ?? []] as const);
  const vain = pure ? [] : failed.filter(({ failure }) => failure?.kind === "deadline").map(({ code }) => code);
  const always = { target, failing, named: Object.fromEntries(named), vain, varies: varies !== undefined };
  return { ...always, ...(caughtBy !== undefined && { caughtBy }) };
}

export function proveStub(checks: CheckResult[], codes: string[], proof: Proof): void {
  for (const code of codes) {
    const check = checks.find((one) => one.code === code);
    const verdict = check?.failure?.kind ?? check?.state ?? "not run";
    const intended = check?.state === "fail" && verdict === "not-implemented";
    proof.hold(intended, `the stub fails ${code} because it is not implemented (it is ${verdict})`);
  }
}

function proveRight(
  target: string,
  checks: CheckResult[],
  seedsOf: (code: string) => number[],
  codes: string[],
  proof: Proof,
): void {
  for (const code of codes) {
    for (const seed of seedsOf(code)) {
      const check = checks.find((one) => one.code === code && one.seed === seed);
      const told = check?.failure ? `: ${check.failure.sentence} ${check.failure.evidence.join("; ")}` : "";
      proof.hold(
        check?.state === "pass",
        `${target} passes ${code} with seed ${seed} (${check?.state ?? "not run"}${told})`,
      );
    }
  }
}

/** With every seed: a grade draws its own, and what is caught by luck is not caught. */
function proveMistakes(rows: BankRow[], codes: string[], checks: CheckResult[], seeds: number[], proof: Proof): void {
  const mistakes = rows.filter(({ target }) => target.startsWith("mistake:"));
  for (const { target, caughtBy } of mistakes) {
    if (caughtBy === undefined || !codes.includes(caughtBy)) {
      proof.hold(false, `${target} says which check catches it (// caught-by: one of ${codes.join(", ")})`);
      continue;
    }
    for (const seed of seeds) {
      const check = checks.find((one) => one.target === target && one.code === caughtBy && one.seed === seed);
      const kind = check?.failure?.kind;
      proof.hold(
        kind !== undefined && CATCHES.has(kind),
        `${caughtBy} catches ${target} with seed ${seed} (${kind ?? check?.state ?? "not run"})`,
      );
    }
  }
  for (const code of codes) {
    const catches = mistakes.some(({ caughtBy }) => caughtBy === code);
    proof.hold(catches, `${code} catches a mistake of its own`);
  }
}

/**
 * A learner who makes a mistake is told which: each is named by the diagnosis of the check it names, if not alone then
 * with one that does the same.
 */
function proveDiagnosis(rows: BankRow[], proof: Proof): void {
  for (const { target, caughtBy, failing, named, vain, varies } of rows) {
    if (caughtBy === undefined || !failing.includes(caughtBy) || vain.includes(caughtBy) || varies) continue;
    const told = named[caughtBy] ?? [];
    const names = told.length > 0 ? told.join(" and ") : "nothing";
    proof.hold(told.includes(nameOf(target)), `${caughtBy}'s diagnosis names ${target} (it names ${names})`);
  }
}

/** Who catches what, in one exercise. */
export interface Summary {
  /** By check: the mistakes that name it and that it catches, and those that name another one and fail here as well. */
  catches: { code: string; own: Target[]; also: Target[] }[];
  mistakes: number;
  /** Mistakes that the check they name lets pass. */
  uncaught: Target[];
  /** Checks that catch no mistake of their own. */
  idle: string[];
  /** How many mistakes a diagnosis names, and how many cannot be known; undefined where that was not asked. */
  named?: number;
  vain?: number;
  vary?: number;
}

export function summarize({ codes, rows, diagnosed }: BankReport): Summary {
  const mistakes = rows.filter(({ target }) => target.startsWith("mistake:"));
  const caught = mistakes.filter(({ caughtBy, failing }) => caughtBy !== undefined && failing.includes(caughtBy));
  const catches = codes.map((code) => {
    const failing = mistakes.filter((one) => one.failing.includes(code));
    const own = (one: BankRow) => one.caughtBy === code;
    const targets = (rows: BankRow[]) => rows.map(({ target }) => target);
    return { code, own: targets(failing.filter(own)), also: targets(failing.filter((one) => !own(one))) };
  });
  const named = caught.filter((one) => one.named[one.caughtBy ?? ""]?.includes(nameOf(one.target)));
  return {
    catches,
    mistakes: mistakes.length,
    uncaught: mistakes.filter((one) => !caught.includes(one)).map(({ target }) => target),
    idle: catches.filter(({ own }) => own.length === 0).map(({ code }) => code),
    ...(diagnosed && {
      named: named.length,
      vain: caught.filter((one) => one.vain.includes(one.caughtBy ?? "")).length,
      vary: caught.filter((one) => one.varies && !named.includes(one)).length,
    }),
  };
}

/** Counts what holds and keeps the words of what does not. */
export class Proof {
  #proved = 0;
  readonly #faults: string[] = [];

  hold(holds: boolean, statement: string): void {
    if (holds) this.#proved++;
    else this.#faults.push(statement);
  }

  result(): { proved: number; faults: string[] } {
    return { proved: this.#proved, faults: this.#faults };
  }
}

export function nameOf(target: Target): string {
  return path.basename(target.replace(/^[a-z]+:/, ""));
}
