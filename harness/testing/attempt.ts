import { flinkOf } from "../course/needs.ts";
import type { Failure } from "../feedback/failure.ts";
import {
  type CallRecord,
  type Misconception,
  type PlannedExercise,
  type Running,
  runAgainst,
  type Target,
  traceText,
} from "../target/index.ts";
import { NotObserved } from "../until.ts";
import { alike } from "./alike.ts";
import { endConfined, letGo, settle } from "./confined.ts";
import { CheckContext } from "./context.ts";
import { DeadlineExceeded, withDeadline } from "./deadline.ts";
import { Falsified } from "./falsified.ts";
import type { JobNow } from "./job-box.ts";
import { newScene, type Stage } from "./scene.ts";
import { refuseUntouched } from "./untouched.ts";

/** A check as its test file states it. */
export interface Check {
  code: string;
  title: string;
  /** Milliseconds it may take, where the file says. */
  deadlineMs?: number;
  body: (context: CheckContext) => Promise<void> | void;
  /** Whether its inputs are generated, so that a failing one can be shrunk. */
  property: boolean;
  /** Whether its calls are answered with what others do on the cluster too. */
  shared: boolean;
}

/** Long enough for a consumer group, or for a job, on two busy cores; whoever waits longer waits for what will not come. */
export const DEADLINE_MS = { kafka: 10_000, flink: 30_000 };

/** @returns milliseconds a check of this exercise may take, whatever else runs beside it */
export function deadlineOf({ deadlineMs }: Check, { needs }: PlannedExercise): number {
  return deadlineMs ?? (flinkOf(needs) ? DEADLINE_MS.flink : DEADLINE_MS.kafka);
}

/** Whose code a check is run against, and with what. */
export interface Setting {
  exercise: PlannedExercise;
  stage: Stage;
  seed: number;
  target: Target;
  /** The mistake that is tried while a failure is diagnosed; what it leaves on the servers is not described. */
  mistake?: Misconception;
  /** Where calls are recorded; they are not unless it is given. */
  records?: CallRecord[];
}

/** What became of one run of a check's body. */
export interface Attempt {
  running: Running;
  context: CheckContext;
  /** Both are there or neither is. */
  threw?: { error: unknown };
  failure?: Failure;
  /** What its calls had come to when it failed: what was under way then may end while servers are cleared up. */
  traced?: string | undefined;
  /** What Flink has printed of it. */
  printed: string[];
  /** The deadline, where it was reached: milliseconds. */
  reachedMs?: number;
}

/** Runs a check's body once against one target. */
export async function attempt(
  check: Check,
  { exercise, stage, seed, target, mistake, records }: Setting,
): Promise<Attempt> {
  const scene = newScene(check.code, target);
  const ended = new AbortController();
  const context = new CheckContext(stage, scene, seed, ended.signal);
  const file = mistake?.file ?? exercise.targets[target] ?? exercise.file;
  /** Jobs that are to be shown by `katas look`. */
  let kept: JobNow[] = [];
  const running: Running = {
    target,
    trace: [],
    ended: ended.signal,
    plain: alike,
    ...(mistake && { source: mistake }),
    ...(records && { records }),
  };
  try {
    if (!mistake) await refuseUntouched(exercise, target);
    if (target.startsWith("sandbox:") && !mistake) await stage.openGate(scene);
    const body = runAgainst(running, async () => check.body(context)).then(() => (mistake ? undefined : settle()));
    await withDeadline(body, deadlineOf(check, exercise), running.trace);
    stage.done(scene);
    return { running, context, printed: scene.printed };
  } catch (error) {
    const traced = traceText(running.trace, alike);
    if (target !== "exercise") stage.done(scene);
    // A stranger's lines could be commands to whoever shows the log.
    const jobs = mistake ? [] : await stage.jobsNow(scene, !target.startsWith("sandbox:"));
    scene.printed.push(...jobs.flatMap(({ printed }) => printed));
    const look = !mistake;
    // Loaded only here: what passes has no use for it.
    const { shapeFailure } = await import("./shape.ts");
    // Whatever a submission is doing now, it would keep the next check waiting; and while it keeps a server busy, that
    // would look like a fault of the server.
    const cause = error instanceof Falsified ? error.cause : error;
    if (!mistake && (cause instanceof DeadlineExceeded || cause instanceof NotObserved)) await endConfined();
    const failure = await shapeFailure(error, { calls: running.trace, file, scene, jobs, stage, look });
    if (target === "exercise") kept = jobs;
    const late = error instanceof DeadlineExceeded ? { reachedMs: error.limitMs } : {};
    return { running, context, threw: { error }, failure, traced, printed: scene.printed, ...late };
  } finally {
    // What is still on its way to the cluster is told that it comes too late.
    ended.abort();
    await stage.endJobs(scene, kept);
    if (!mistake) letGo();
    scene.gate?.begin();
  }
}
