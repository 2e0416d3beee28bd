import "./launcher.ts";
import path from "node:path";
import fc from "fast-check";
import { afterAll, test as base, describe as baseDescribe, expect, inject, type TaskMeta } from "vitest";
import type { Need } from "../course/needs.ts";
import type { Failure } from "../feedback/failure.ts";
import { type CallRecord, isSpent, spend, type Target, type Variant } from "../target/index.ts";
import { attempt, type Check, DEADLINE_MS } from "./attempt.ts";
import { noteBegun } from "./begun.ts";
import { endAll, forgetEnded } from "./confined.ts";
import type { CheckContext } from "./context.ts";
import { Diagnosing } from "./diagnose.ts";
import { Falsified } from "./falsified.ts";
import { Stage } from "./scene.ts";
import { watchOver } from "./watchdog.ts";

export interface CheckOptions {
  /** The check's stable name, unique in the course: reports, mistakes and explanations speak of it. */
  code: string;
  /** Milliseconds the whole check may take; unless told, what is enough for the servers of its exercise. */
  deadlineMs?: number;
  /**
   * What the learner's function answers tells of the whole cluster, where others make topics and run jobs too: a diagnosis
   * compares how the check failed, and not what was answered.
   */
  shared?: boolean;
}

/** What the reporter is told of a check. */
export interface CheckMeta {
  code: string;
  target: Target;
  seed: number;
  /** The servers it asked for, once it has run. */
  needs: Need[];
  /** Whether it drew from the seed. */
  seeded?: true;
  failure?: Failure;
  /** What Flink has printed of its jobs and its SQL. */
  printed?: string[];
  /** A check before it ran into its deadline: what keeps one waiting keeps the others waiting as well. */
  notJudged?: true;
  /** What could be seen of each call, where the run asks for it. */
  records?: CallRecord[];
}

declare module "vitest" {
  interface TaskMeta {
    katas?: CheckMeta;
  }
}

/** For what is done after a check's own deadline: looking at the servers, ending jobs, a diagnosis. */
const AFTERWARDS_MS = 30_000;

const plan = inject("katas");
const file = path.normalize(expect.getState().testPath ?? "");
const exercise = plan.exercises.find(({ test }) => test === file);
const stage = exercise && new Stage(plan, exercise.key);
/** The learner's file and submissions of which a check has run into its deadline. */
const overdue = new Set<Target>();
/** The checks of this file, by code: each is one, however many variants it runs for. */
const checks = new Map<string, Check>();
/** The variant whose checks are being written down. */
let describing: Variant | undefined;

afterAll(async () => {
  await endAll();
  await stage?.close();
}, 30_000);

/** Settles when every check that has begun so far has ended. */
let ended: Promise<unknown> = Promise.resolve();

type Body = Check["body"];

/** Whose failures are diagnosed, and what has run of them so far. */
const diagnosing = new Map<Variant, Diagnosing>();

/**
 * A group of checks. Where a run has several variants, all checks of one follow each other: a submission's process serves
 * one after the other, and is gone before the next submission's begins.
 */
export function describe(title: string, body: () => void): void {
  if (describing || plan.variants.length === 1) {
    baseDescribe(title, body);
    return;
  }
  for (const variant of plan.variants) {
    baseDescribe(title, () => {
      describing = variant;
      body();
      describing = undefined;
    });
  }
}

/**
 * One check of an exercise: a Vitest test with a stable code. It runs once for every target and seed of the run, which
 * ordinarily is once. Checks of an exercise in SQL run at the same time, since Flink executes each one's script in a session
 * of its own, and nothing is kept from one to the next; they are told and diagnosed in the order of the specification.
 */
export function test(title: string, options: CheckOptions, body: Body): void {
  define(title, options, body, false);
}

function define(title: string, options: CheckOptions, body: Body, property: boolean): void {
  const { code, deadlineMs, shared = false } = options;
  const known = checks.get(code);
  if (known && known.title !== title)
    throw new Error(`two checks have the code ${code}: "${known.title}" and "${title}"`);
  const check: Check = known ?? { code, title, ...(deadlineMs && { deadlineMs }), body, property, shared };
  checks.set(code, check);
  for (const variant of describing ? [describing] : plan.variants) {
    const { target, seed, only = code, record, allowance } = variant;
    if (only !== code) continue;
    const katas: CheckMeta = { code, target, seed, needs: [] };
    const timeout = (deadlineMs ?? DEADLINE_MS.flink) + AFTERWARDS_MS;
    const judge = async (meta: TaskMeta, before?: Promise<unknown>) => {
      if (!exercise || !stage) throw new Error(`${file} is not part of this run`);
      if (overdue.has(target)) {
        meta.katas = { ...katas, notJudged: true };
        throw new Error("not judged, since a check before it ran into its deadline");
      }
      if (allowance && isSpent(allowance)) {
        const minutes = allowance.limitMs / 60_000;
        const sentence = `The time for a whole submission, ${minutes} min, was used up before this check.`;
        meta.katas = { ...katas, failure: { kind: "out-of-time", sentence, evidence: [] } };
        throw new Error(sentence);
      }
      const begun = performance.now();
      await forgetEnded();
      const records: CallRecord[] | undefined = record && [];
      const setting = { exercise, stage, seed, target, ...(records && { records }) };
      await stage.prepare(target.startsWith("sandbox:"));
      const own = { key: exercise.key, code, title };
      const forget = noteBegun(own);
      const dismiss = watchOver({ ...own, files: [exercise.targets[target] ?? exercise.file] });
      try {
        const ran = await attempt(check, setting);
        await before;
        const { failure, threw, context, printed } = ran;
        const needs = [...context.needed];
        const told = { ...katas, needs, printed, ...(context.seeded && { seeded: true as const }) };
        meta.katas = { ...told, ...(failure && { failure }), ...(records && { records }) };
        const diagnoser = diagnoserOf(variant);
        diagnoser?.ran(check);
        if (!failure) return;
        const judged = target === "exercise" || target.startsWith("sandbox:");
        if (judged && failure.kind === "deadline") overdue.add(target);
        const diagnosis = await diagnoser?.diagnose(check, ran, setting);
        if (diagnosis) meta.katas = { ...told, failure: { ...failure, diagnosis } };
        throw threw?.error;
      } finally {
        dismiss();
        forget();
        if (allowance) spend(allowance, performance.now() - begun);
      }
    };
    // Of a submission each check's time is counted.
    const concurrent = exercise?.file.endsWith(".sql") === true && !target.startsWith("sandbox:");
    // With its code in its name, a check can be chosen by it: -t HEL-02.
    base(`${code} ${title}`, { timeout, concurrent, meta: { katas } }, async ({ task }) => {
      const judging = judge(task.meta, concurrent ? ended : undefined);
      ended = Promise.allSettled([ended, judging]);
      await judging;
    });
  }
}

/** Of the learner's file, and of whatever else a run is told to diagnose. */
function diagnoserOf(variant: Variant): Diagnosing | undefined {
  const { target, diagnosed: patient = false } = variant;
  // A grade tells of every check.
  const every = patient || target.startsWith("sandbox:");
  if (target !== "exercise" && !every) return undefined;
  const properties = [...checks.values()].filter(({ property }) => property);
  const found = diagnosing.get(variant) ?? new Diagnosing(properties, { every, patient });
  diagnosing.set(variant, found);
  return found;
}

/**
 * A check that must hold for every input. fast-check draws inputs from the run's seed and shrinks a failing one to the
 * smallest it can find.
 */
test.prop = <T>(
  title: string,
  options: CheckOptions & { runs?: number },
  arbitrary: fc.Arbitrary<T>,
  body: (value: T, context: CheckContext) => Promise<void> | void,
): void => {
  const forAll = async (context: CheckContext) => {
    const pause = breathing(context.signal);
    const property = fc.asyncProperty(arbitrary, async (value) => {
      await pause();
      await body(value, context);
    });
    const result = await fc.check(property, { seed: context.seed, numRuns: options.runs ?? 100 });
    if (result.failed) throw new Falsified(result.counterexample?.[0], result.errorInstance);
  };
  define(title, options, forAll, true);
};

/** Milliseconds of inputs in a row, after which everybody else has their turn. */
const BREATH_MS = 100;

/**
 * What to await before each input. Promises alone, however many, let no timer run: neither a deadline, nor the beat by
 * which the watchdog knows that the thread is given back. After the end of the check there is no next input.
 */
function breathing(ended: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
    if (ended.aborted) await new Promise(() => {});
  };
}
