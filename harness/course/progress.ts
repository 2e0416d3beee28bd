import { readFileSync } from "node:fs";
import path from "node:path";
import { STATE } from "../paths.ts";
import { writeWhole } from "../whole-file.ts";
import type { Exercise, Module } from "./manifest.ts";

/** What the learner has done, by exercise key; lives in `.katas/progress.json`. */
export interface Progress {
  [key: string]: {
    /** Codes of the last run's checks. */
    passed: string[];
    failed: string[];
    at: number;
    /** When all checks passed for the first time: who breaks a solved exercise to see what happens keeps it solved. */
    solvedAt?: number;
  };
}

const FILE = path.join(STATE, "progress.json");

/** A missing or damaged file, or a damaged record of it, is a fresh start: progress is found again by running the tests. */
export function readProgress(file = FILE): Progress {
  try {
    const read: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Object.fromEntries(Object.entries(read ?? {}).filter(isRecord));
  } catch {
    return {};
  }
}

/** As if the exercise had never been run. */
export function forgetProgress(key: string, file = FILE): void {
  const { [key]: _forgotten, ...rest } = readProgress(file);
  write(rest, file);
}

function isRecord(entry: [string, unknown]): entry is [string, Progress[string]] {
  const [, record] = entry;
  if (typeof record !== "object" || record === null) return false;
  return "passed" in record && Array.isArray(record.passed) && "failed" in record && Array.isArray(record.failed);
}

/** Records the outcome of one exercise: the codes of its checks that passed and that did not. */
export function recordProgress(key: string, passed: string[], failed: string[], file = FILE): void {
  const progress = readProgress(file);
  const at = Date.now();
  const solvedAt = progress[key]?.solvedAt ?? (failed.length === 0 && passed.length > 0 ? at : undefined);
  write({ ...progress, [key]: { passed, failed, at, ...(solvedAt !== undefined && { solvedAt }) } }, file);
}

function write(progress: Progress, file: string): void {
  writeWhole(file, `${JSON.stringify(progress, null, 2)}\n`);
}

export function isSolved(progress: Progress, exercise: Exercise): boolean {
  const record = progress[exercise.key];
  if (!record) return false;
  return record.solvedAt !== undefined || (record.failed.length === 0 && record.passed.length > 0);
}

/** The first exercise of the course, in order, that is not solved; undefined when all are. */
export function nextUnsolved(course: Module[], progress: Progress): Exercise | undefined {
  return course.flatMap((module) => module.exercises).find((exercise) => !isSolved(progress, exercise));
}
