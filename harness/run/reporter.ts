import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { SerializedError, UserConsoleLog } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { Exercise } from "../course/index.ts";
import {
  type CheckResult,
  type ExerciseResult,
  type Failure,
  isOurs,
  ofProblem,
  type RunReport,
} from "../feedback/index.ts";
import { problemOf } from "../problem.ts";
import { isRunning } from "../processes.ts";
import { isStaged } from "../sandbox/place.ts";
import { BEGUN, type Begun, STUCK, type Stuck } from "../target/index.ts";

/** Listens to Vitest and hands over a run's results as data; says nothing itself. */
export class Collector implements Reporter {
  readonly #exercises: Exercise[];
  readonly #onReport: (report: RunReport) => void | Promise<void>;
  readonly #onCheck: (exercise: Exercise, check: CheckResult) => void;
  readonly #printed = new Map<string, string[]>();
  #startedAt = 0;

  constructor(
    exercises: Exercise[],
    onReport: (report: RunReport) => void | Promise<void>,
    onCheck: (exercise: Exercise, check: CheckResult) => void = () => {},
  ) {
    this.#exercises = exercises;
    this.#onReport = onReport;
    this.#onCheck = onCheck;
  }

  onTestRunStart(): void {
    this.#startedAt = performance.now();
    this.#printed.clear();
    // Notes of runs that were killed: of this process's number, or of none that runs.
    const over = notesIn(BEGUN, (launcher) => launcher === process.pid || !isRunning(launcher));
    // Another run may be taking them away, too.
    for (const file of over) rmSync(file, { force: true });
  }

  onUserConsoleLog({ taskId, content }: UserConsoleLog): void {
    if (!taskId) return;
    const lines = this.#printed.get(taskId) ?? [];
    lines.push(...content.replace(/\n$/, "").split("\n"));
    this.#printed.set(taskId, lines);
  }

  onTestCaseResult(test: TestCase): void {
    const exercise = this.#exerciseOf(test.module);
    if (exercise) this.#onCheck(exercise, this.#check(exercise, test));
  }

  async onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Promise<void> {
    const exercises = modules.flatMap((module): ExerciseResult[] => {
      const exercise = this.#exerciseOf(module);
      return exercise ? [this.#exercise(exercise, module)] : [];
    });
    for (const error of unhandled) place(error, exercises, this.#exercises);
    await this.#onReport({ exercises, durationMs: performance.now() - this.#startedAt });
  }

  #exerciseOf(module: TestModule): Exercise | undefined {
    return this.#exercises.find(({ test }) => path.normalize(module.moduleId) === test);
  }

  #exercise(exercise: Exercise, module: TestModule): ExerciseResult {
    // Skipped is what a flag (-t) left out; what did not get its turn because its process ended is pending.
    const chosen = [...module.children.allTests()].filter((test) => test.result().state !== "skipped");
    const checks = chosen.map((test) => this.#check(exercise, test));
    const begun = take<Begun>(BEGUN, exercise.key);
    // Of a process that is ended Vitest may not even hear which checks there are.
    if (begun && !checks.some(({ code }) => code === begun.code)) checks.push(notTold(begun));
    const stuck = take<Stuck>(STUCK, exercise.key);
    if (stuck) return { key: exercise.key, checks: checks.map((check) => markStuck(check, stuck)), outside: [] };
    const outside = module.errors().map((error) => ({ failure: loadFailure(error) }));
    return { key: exercise.key, checks, outside };
  }

  #check(exercise: Exercise, test: TestCase): CheckResult {
    const meta = test.meta().katas;
    const result = test.result();
    const error = result.errors?.[0];
    const failure = meta?.notJudged ? undefined : (meta?.failure ?? (error && unshaped(error)));
    const where = failure && error && learnersLine(error, exercise);
    const code = meta?.code ?? "";
    const states = { passed: "pass", failed: failure && isOurs(failure.kind) ? "error" : "fail" } as const;
    return {
      code,
      title: test.name.slice(code === "" ? 0 : code.length + 1),
      target: meta?.target ?? "exercise",
      seed: meta?.seed ?? 0,
      state:
        meta?.notJudged || (result.state !== "passed" && result.state !== "failed") ? "not-run" : states[result.state],
      durationMs: test.diagnostic()?.duration ?? 0,
      needs: meta?.needs ?? [],
      ...(meta?.seeded && { seeded: true }),
      ...(failure && { failure }),
      ...(where && { where }),
      printed: [...(this.#printed.get(test.id) ?? []), ...(meta?.printed ?? [])],
      ...(meta?.records && { records: meta.records }),
    };
  }
}

/** A failure that our own wrapper did not shape: a full disk, or a bug of the course; never the learner's fault. */
function unshaped(error: SerializedError): Failure {
  const problem = problemOf(error);
  if (problem) return ofProblem(problem);
  return { kind: "harness", sentence: `${error.name}: ${error.message}`, evidence: stackOf(error) };
}

function loadFailure(error: SerializedError): Failure {
  return { kind: "harness", sentence: `The test file could not be run: ${error.message}`, evidence: stackOf(error) };
}

function stackOf(error: SerializedError): string[] {
  return (error.stack ?? "")
    .split("\n")
    .slice(1, 6)
    .map((line) => line.trim());
}

/** The line of the code under test that an error went through, nearest first. */
function learnersLine(error: SerializedError, { folder, solution, test }: Exercise): CheckResult["where"] {
  const isTheirs = ({ file }: Place) =>
    file !== test && (file.startsWith(folder + path.sep) || file.startsWith(solution + path.sep) || isStaged(file));
  for (let one: SerializedError | undefined = error; one; one = one.cause) {
    const own = placesOf(one).find(isTheirs);
    // A submission's line is told as it is called in a repository, not where it was staged.
    if (own) return isStaged(own.file) ? { ...own, file: path.join(folder, path.basename(own.file)) } : own;
  }
  return undefined;
}

type Place = NonNullable<CheckResult["where"]>;

/** Where an error went through. Vitest takes the stacks of tests' errors apart, and no others: causes, unhandled errors. */
function placesOf({ stacks, stack = "" }: SerializedError): Place[] {
  if (stacks) return stacks.map(({ file, line, column }) => ({ file: path.normalize(file), line, column }));
  return stack.split("\n").flatMap((frame) => {
    const location = /\(([^()]+)\)$/.exec(frame)?.[1] ?? /^\s*at (?:async )?(.+)$/.exec(frame)?.[1] ?? "";
    const [, file, line, column] = /^(?:file:\/\/)?(.+):(\d+):(\d+)$/.exec(location) ?? [];
    return file ? [{ file: path.normalize(file), line: Number(line), column: Number(column) }] : [];
  });
}

/**
 * An error outside every check: a promise of the learner's that nobody awaited, or the end of the process that ran the
 * checks. Vitest says in which test file it arose; nothing of the learner's need be in its stack, since a library rejects.
 */
function place(error: SerializedError, results: ExerciseResult[], exercises: Exercise[]): void {
  const arose = exercises.find(
    ({ test }) => typeof error.VITEST_TEST_PATH === "string" && path.normalize(error.VITEST_TEST_PATH) === test,
  );
  const exercise = arose ?? exercises.find((one) => learnersLine(error, one) !== undefined);
  // A process that was ended during its last check has left nothing that did not run.
  const result =
    results.find(({ key }) => key === exercise?.key) ??
    results.find(({ checks }) => endedEarly(checks)) ??
    results.find(({ checks }) => checks.some(isStuck));
  if (!result) {
    results[0]?.outside.push({ failure: unshaped(error) });
    return;
  }
  if (result.checks.some(isStuck)) return;
  const where = exercise && learnersLine(error, exercise);
  result.outside.push({ failure: exercise ? unawaited(error) : ended(result), ...(where && { where }) });
}

function isStuck({ failure }: CheckResult): boolean {
  return failure?.kind === "stuck";
}

function unawaited(error: SerializedError): Failure {
  const what =
    error.type === "Uncaught Exception"
      ? "An error was thrown where nothing could catch it"
      : "A promise was rejected and nobody awaited it";
  return { kind: "unhandled", sentence: `${what}: ${error.name}: ${error.message.split("\n")[0]}.`, evidence: [] };
}

function ended({ checks }: ExerciseResult): Failure {
  const running = checks.find(({ state }) => state === "not-run");
  const during = running ? ` during ${running.code} (${running.title})` : "";
  const sentence = `The process that ran your code ended${during}: it was told to exit or was killed, or its memory ran out.`;
  return { kind: "unhandled", sentence, evidence: [] };
}

function endedEarly(checks: CheckResult[]): boolean {
  return checks.some(({ state }) => state === "not-run");
}

function notTold({ code, title }: Begun): CheckResult {
  return { code, title, target: "exercise", seed: 0, state: "not-run", durationMs: 0, needs: [], printed: [] };
}

/** What a process of this run that was ended in an exercise has left there; read once. */
function take<Note extends Begun>(folder: string, key: string): Note | undefined {
  for (const file of notesIn(folder)) {
    const note = read<Note>(file);
    if (note?.key !== key) continue;
    rmSync(file, { force: true });
    return note;
  }
  return undefined;
}

/** Undefined where whoever wrote it was killed meanwhile, or has just taken it away. */
function read<Note>(file: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Notes of processes that some process started; this one unless told. */
function notesIn(folder: string, by = (launcher: number) => launcher === process.pid): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => by(Number.parseInt(name, 10)));
  return names.map((name) => path.join(folder, name));
}

function markStuck(check: CheckResult, stuck: Stuck): CheckResult {
  if (check.code !== stuck.code || check.state === "pass") return check;
  if (stuck.mistake !== undefined) {
    const sentence = `The mistake ${stuck.mistake}, which was run to diagnose a failure, never gave the thread back.`;
    return { ...check, state: "error", failure: { kind: "harness", sentence, evidence: [] } };
  }
  const sentence = "Your code never gave the thread back: a loop that runs for ever without an await.";
  const where = stuck.where && { where: stuck.where };
  return { ...check, state: "fail", failure: { kind: "stuck", sentence, evidence: [] }, ...where };
}
