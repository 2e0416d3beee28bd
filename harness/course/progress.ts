import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { STATE } from "../paths.ts";
import type { Exercise, Module } from "./manifest.ts";

/** What the learner has done, by exercise key; lives in `.katas/progress.json`. */
export interface Progress {
  [key: string]: { passed: string[]; failed: string[]; at: number };
}

const FILE = path.join(STATE, "progress.json");

/** A missing or damaged file is a fresh start: progress is found again by running the tests. */
export function readProgress(file = FILE): Progress {
  try {
    const read: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof read === "object" && read !== null ? (read as Progress) : {};
  } catch {
    return {};
  }
}

/** Records the outcome of one exercise: the codes of its checks that passed and that did not. */
export function recordProgress(key: string, passed: string[], failed: string[], file = FILE): void {
  const progress = { ...readProgress(file), [key]: { passed, failed, at: Date.now() } };
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(progress, null, 2)}\n`);
  renameSync(draft, file);
}

export function isSolved(progress: Progress, exercise: Exercise): boolean {
  const record = progress[exercise.key];
  return record !== undefined && record.failed.length === 0 && record.passed.length > 0;
}

/** The first exercise of the course, in order, that is not solved; undefined when all are. */
export function nextUnsolved(course: Module[], progress: Progress): Exercise | undefined {
  return course.flatMap((module) => module.exercises).find((exercise) => !isSolved(progress, exercise));
}
