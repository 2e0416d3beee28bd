import fc from "fast-check";
import { afterAll, test as base, describe as baseDescribe, inject } from "vitest";
import type { Need } from "../course/manifest.ts";
import type { Failure } from "../feedback/failure.ts";
import { type Call, runAgainst, type Target, type Variant } from "../target/index.ts";
import { endConfined, forgetEnded, letGo, settle } from "./confined.ts";
import { CheckContext } from "./context.ts";
import { withDeadline } from "./deadline.ts";
import { type Scene, Stage } from "./scene.ts";
import { Falsified, shapeFailure } from "./shape.ts";
import { refuseUntouched } from "./untouched.ts";
import { watchOver } from "./watchdog.ts";

export interface CheckOptions {
  /** The check's stable name, unique in the course: reports, mistakes and explanations speak of it. */
  code: string;
  /** Milliseconds the whole check may take. */
  deadlineMs?: number;
}

/** What the reporter is told of a check. */
export interface CheckMeta {
  code: string;
  target: Target;
  seed: number;
  /** The servers it asked for, once it has run. */
  needs: Need[];
  failure?: Failure;
  /** A check before it ran into its deadline: what keeps one waiting keeps the others waiting as well. */
  notJudged?: true;
}

declare module "vitest" {
  interface TaskMeta {
    katas?: CheckMeta;
  }
}

/** Long enough for a consumer group on two busy cores; whoever waits longer is waiting for something that will not come. */
const DEADLINE_MS = 10_000;

// A launcher that was killed cannot end its workers, and a check may be waiting for ever.
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));

const plan = inject("katas");
const stages = new Map<string, Stage>();
/** Learner's files and submissions of which a check has run into its deadline: exercise and target. */
const overdue = new Set<string>();
/** The variant whose checks are being written down. */
let describing: Variant | undefined;

afterAll(async () => {
  await endConfined();
  await Promise.all([...stages.values()].map((stage) => stage.close()));
}, 30_000);

type Body = (context: CheckContext) => Promise<void> | void;

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
 * ordinarily is once.
 */
export function test(title: string, { code, deadlineMs = DEADLINE_MS }: CheckOptions, body: Body): void {
  for (const { target, seed, only = code } of describing ? [describing] : plan.variants) {
    if (only !== code) continue;
    const katas: CheckMeta = { code, target, seed, needs: [] };
    // With its code in its name, a check can be chosen by it: -t HEL-02.
    base(`${code} ${title}`, { timeout: deadlineMs + 10_000, meta: { katas } }, async ({ task }) => {
      const exercise = plan.exercises.find(({ test }) => test === task.file.filepath);
      if (!exercise) throw new Error(`${task.file.filepath} is not part of this run`);
      const stage = stages.get(exercise.key) ?? new Stage(plan, exercise.key);
      stages.set(exercise.key, stage);
      const learners = target === "exercise" || target.startsWith("sandbox:");
      const judged = `${exercise.key} ${target}`;
      if (learners && overdue.has(judged)) {
        task.meta.katas = { ...katas, notJudged: true };
        throw new Error("not judged, since a check before it ran into its deadline");
      }
      const scene: Scene = { code, topics: [], groups: [] };
      const calls: Call[] = [];
      const ended = new AbortController();
      const context = new CheckContext(stage, scene, seed, ended.signal);
      const file = exercise.targets[target] ?? exercise.file;
      await forgetEnded();
      const dismiss = watchOver({ key: exercise.key, code, title, files: [file] });
      try {
        refuseUntouched(exercise, target);
        await stage.prepare();
        const attempt = runAgainst({ target, trace: calls, ended: ended.signal }, async () => body(context));
        await withDeadline(
          attempt.then(() => settle()),
          deadlineMs,
          calls,
        );
        stage.done(scene);
      } catch (error) {
        if (target !== "exercise") stage.done(scene);
        const failure = await shapeFailure(error, { calls, file, scene, stage });
        if (learners && failure.kind === "deadline") overdue.add(judged);
        // Whatever a submission is doing now, it would keep the next check waiting.
        if (failure.kind === "deadline") await endConfined();
        task.meta.katas = { ...katas, failure };
        throw error;
      } finally {
        dismiss();
        ended.abort();
        letGo();
        task.meta.katas = { ...katas, ...task.meta.katas, needs: [...context.needed] };
      }
    });
  }
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
  test(title, options, async (context) => {
    const property = fc.asyncProperty(arbitrary, async (value) => body(value, context));
    const result = await fc.check(property, { seed: context.seed, numRuns: options.runs ?? 100 });
    if (result.failed) throw new Falsified(result.counterexample?.[0], result.errorInstance);
  });
};
