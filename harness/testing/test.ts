import fc from "fast-check";
import { afterAll, test as base, inject } from "vitest";
import type { Need } from "../course/manifest.ts";
import type { Failure } from "../feedback/failure.ts";
import { type Call, type CallRecord, runAgainst, type Target } from "../target/index.ts";
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
  /** What its calls did, where the run asks for it. */
  records?: CallRecord[];
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
/** Exercises of which a check of the learner's file has run into its deadline. */
const overdue = new Set<string>();

afterAll(async () => {
  await Promise.all([...stages.values()].map((stage) => stage.close()));
}, 30_000);

type Body = (context: CheckContext) => Promise<void> | void;

/**
 * One check of an exercise: a Vitest test with a stable code. It runs once for every target and seed of the run, which
 * ordinarily is once.
 */
export function test(title: string, { code, deadlineMs = DEADLINE_MS }: CheckOptions, body: Body): void {
  for (const { target, seed, only = code, record } of plan.variants) {
    if (only !== code) continue;
    const katas: CheckMeta = { code, target, seed, needs: [] };
    // With its code in its name, a check can be chosen by it: -t HEL-02.
    base(`${code} ${title}`, { timeout: deadlineMs + 10_000, meta: { katas } }, async ({ task }) => {
      const exercise = plan.exercises.find(({ test }) => test === task.file.filepath);
      if (!exercise) throw new Error(`${task.file.filepath} is not part of this run`);
      const stage = stages.get(exercise.key) ?? new Stage(plan, exercise.key);
      stages.set(exercise.key, stage);
      if (target === "exercise" && overdue.has(exercise.key)) {
        task.meta.katas = { ...katas, notJudged: true };
        throw new Error("not judged, since a check before it ran into its deadline");
      }
      const scene: Scene = { code, topics: [], groups: [] };
      const calls: Call[] = [];
      const records: CallRecord[] | undefined = record && [];
      const ended = new AbortController();
      const context = new CheckContext(stage, scene, seed, ended.signal);
      const file = exercise.targets[target] ?? exercise.file;
      const dismiss = watchOver({ key: exercise.key, code, title, files: [file] });
      try {
        refuseUntouched(exercise, target);
        await stage.prepare();
        const attempt = runAgainst(
          { target, trace: calls, ended: ended.signal, ...(records && { records }) },
          async () => body(context),
        );
        await withDeadline(attempt, deadlineMs, calls);
        stage.done(scene);
      } catch (error) {
        if (target !== "exercise") stage.done(scene);
        const failure = await shapeFailure(error, { calls, file, scene, stage });
        if (target === "exercise" && failure.kind === "deadline") overdue.add(exercise.key);
        task.meta.katas = { ...katas, failure };
        throw error;
      } finally {
        dismiss();
        ended.abort();
        task.meta.katas = { ...katas, ...task.meta.katas, needs: [...context.needed], ...(records && { records }) };
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
