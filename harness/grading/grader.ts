import { availableParallelism } from "node:os";
import pMap from "p-map";
import { allEnded } from "../all-ended.ts";
import type { Exercise } from "../course/index.ts";
import type { ExerciseResult } from "../feedback/index.ts";
import { courseVersion } from "../paths.ts";
import { holds } from "../sandbox/index.ts";
import type { Grade, GradedExercise } from "./grade.ts";
import { type Findings, judge } from "./judge.ts";
import { judgeInLane } from "./lane.ts";
import { mark, overall, plainLine } from "./mark.ts";

/** Somebody's work. */
export interface Submission {
  /** As it is called in reports. */
  name: string;
  folder: string;
}

/** The references of the whole course take two minutes and a bit. One that is slow on purpose comes to an end. */
const LIMIT_MS = 900_000;

export interface Grading {
  exercises: Exercise[];
  /** What the command line named. */
  selection: string[];
  /** All inputs are drawn from it. */
  seed: number;
  /** What all checks of one submission may take together; what is left then is a fail. A quarter of an hour unless told. */
  limitMs?: number;
  signal?: AbortSignal;
}

/**
 * Grades some submissions. Exercises without servers are judged together, each in a process of one Vitest; where there are
 * fewer of them than cores, in more than one, each with a part of the submissions. Each of those with servers is judged in a
 * lane of servers of its own, as many lanes at a time as there are cores: what a submission does to its servers in one
 * exercise is nothing to another.
 *
 * @param onGrade  told of each grade as soon as it is there, in whatever order: what is graded outlives an interruption
 * @returns a grade for each submission, in their order
 */
export async function grade<S extends Submission>(
  submissions: S[],
  grading: Grading,
  onGrade: (grade: Grade, submission: S) => void = () => {},
): Promise<Grade[]> {
  const { exercises, seed, limitMs = LIMIT_MS, signal } = grading;
  const startedAt = new Date();
  const pure = exercises.filter(({ needs }) => needs.length === 0);
  const withServers = exercises.filter(({ needs }) => needs.length > 0);
  const held = new Map(submissions.map((one) => [one, withServers.filter((exercise) => holds(one.folder, exercise))]));
  const heldBy = (submission: S) => held.get(submission) ?? [];
  const toRun = submissions.filter((one) => heldBy(one).length > 0);
  const whole = { limitMs, takenMs: 0 };
  const findings: Findings[] = [];
  const grades = new Map<S, Grade>();
  const finish = (submission: S, broken?: Broken) => {
    const { name, folder } = submission;
    const found = findings.filter(({ results }) => results.has(folder));
    const results = found.flatMap((one) => one.results.get(folder) ?? []);
    const marked = exercises.map((exercise) => markOne(exercise, results, broken?.get(exercise)));
    const graded = asGrade(name, marked, grading, startedAt, found);
    grades.set(submission, graded);
    onGrade(graded, submission);
  };
  // Of what is not there nothing runs, so that it needs no servers and can be told of all at once.
  for (const [missing, some] of missingIn(submissions, withServers, heldBy)) {
    findings.push(await judge(missing, foldersOf(some), seed, whole, signal));
  }
  if (pure.length > 0) {
    const parts = Math.max(1, Math.floor(availableParallelism() / pure.length));
    const size = Math.ceil(submissions.length / parts);
    const some = Array.from({ length: parts }, (_, i) => submissions.slice(i * size, (i + 1) * size));
    const judged = some
      .filter(({ length }) => length > 0)
      .map(async (part) => {
        findings.push(await judge(pure, foldersOf(part), seed, whole, signal));
        for (const one of part) if (!toRun.includes(one)) finish(one);
      });
    // Where it is interrupted, each takes along what it has laid down.
    await allEnded(judged);
  } else for (const one of submissions) if (!toRun.includes(one)) finish(one);
  const lanes = async (submission: S) => {
    const { folder } = submission;
    const broken: Broken = new Map();
    const lane = async (exercise: Exercise) => {
      if (signal?.aborted) return;
      const time = { limitMs, takenMs: takenBy(submission, findings) };
      await judgeInLane(exercise, folder, seed, time, signal).then(
        (found) => findings.push(found),
        (error: unknown) => broken.set(exercise, error instanceof Error ? error.message : String(error)),
      );
    };
    await pMap(heldBy(submission), lane, { concurrency: Math.ceil(availableParallelism() / toRun.length) });
    if (!signal?.aborted) finish(submission, broken);
  };
  await pMap(toRun, lanes, { concurrency: availableParallelism() });
  // Only now: each lane takes its servers and its folder along.
  signal?.throwIfAborted();
  return submissions.flatMap((one) => grades.get(one) ?? []);
}

/** Exercises that could not be judged, and why. */
type Broken = Map<Exercise, string>;

function takenBy({ folder }: Submission, findings: Findings[]): number {
  const checks = findings.flatMap(({ results }) => results.get(folder) ?? []).flatMap((result) => result.checks);
  return checks.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** Exercises that submissions do not hold, those that the same ones lack together. */
function missingIn<S extends Submission>(
  submissions: S[],
  exercises: Exercise[],
  heldBy: (submission: S) => Exercise[],
): [Exercise[], S[]][] {
  const groups = new Map<string, [Exercise[], S[]]>();
  for (const exercise of exercises) {
    const lacking = submissions.filter((one) => !heldBy(one).includes(exercise));
    if (lacking.length === 0) continue;
    const key = JSON.stringify(foldersOf(lacking));
    groups.set(key, [[...(groups.get(key)?.[0] ?? []), exercise], lacking]);
  }
  return [...groups.values()];
}

function foldersOf(submissions: Submission[]): string[] {
  return submissions.map(({ folder }) => folder);
}

function markOne(exercise: Exercise, results: ExerciseResult[], broken: string | undefined): GradedExercise {
  const marked = mark(
    exercise,
    results.find(({ key }) => key === exercise.key),
  );
  return broken === undefined ? marked : { ...marked, note: `It was not judged: ${broken}` };
}

function asGrade(
  name: string,
  exercises: GradedExercise[],
  { selection, seed }: Grading,
  startedAt: Date,
  findings: Findings[],
): Grade {
  const sum = (field: "points" | "maxPoints" | "durationMs") =>
    exercises.reduce((total, exercise) => total + exercise[field], 0);
  // What holds is the same everywhere on one machine, the servers apart; where nothing ran, nothing held.
  const {
    files = false,
    processes = false,
    network = false,
    user = false,
    memory = false,
  } = findings[0]?.confinement ?? {};
  const servers = findings.length > 0 && findings.every(({ confinement }) => confinement.servers);
  const cluster = findings.length > 0 && findings.every((found) => found.cluster);
  const runtime = findings.find((found) => found.runtime !== undefined)?.runtime;
  return {
    schema: "streaming-katas/grade/v1",
    submission: plainLine(name),
    selection,
    seed,
    verdict: overall(exercises),
    points: sum("points"),
    maxPoints: sum("maxPoints"),
    startedAt: startedAt.toISOString(),
    durationMs: sum("durationMs"),
    versions: {
      course: courseVersion(),
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      ...(runtime !== undefined && { runtime }),
    },
    confinement: { files, processes, network, servers, cluster, user, memory },
    exercises,
  };
}
