import path from "node:path";
import type { Exercise } from "../course/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { type Confinement, findConfinement, holds, insistOnFolder, Staging } from "../sandbox/index.ts";
import type { Variant } from "../target/index.ts";

/** Submissions ready to be run: the variants of a run, and what holds them. */
export interface Submissions {
  variants: Variant[];
  confinement: Confinement;
  /** Removes what was staged. */
  dispose(): void;
}

/** @throws Problem (exit 2) where a submission is no folder, or holds none of the exercises */
export function insistOnSubmission(folder: string, exercises: Exercise[]): void {
  insistOnFolder(folder);
  if (exercises.some((exercise) => holds(folder, exercise))) return;
  throw new Problem(`${folder} holds none of the exercises that are to be graded.`, {
    remedy: "A submission is a repository that holds exercises/, or the folder of one exercise.",
    exitCode: EXIT.usage,
  });
}

/**
 * Stages the exercises of some submissions.
 *
 * @param folders  each a repository's root, or the folder of one exercise
 * @throws Problem (exit 2) where one is no folder
 */
export async function stageSubmissions(exercises: Exercise[], folders: string[], seed: number): Promise<Submissions> {
  for (const folder of folders) insistOnFolder(folder);
  const staging = new Staging();
  try {
    const [confinement, variants] = await Promise.all([
      findConfinement(staging.folder),
      stageAll(staging, exercises, folders, seed),
    ]);
    return { variants, confinement, dispose: () => staging.dispose() };
  } catch (error) {
    staging.dispose();
    throw error;
  }
}

/** One after the other: a text that brings the compiler down takes nobody else's with it. */
async function stageAll(staging: Staging, exercises: Exercise[], folders: string[], seed: number): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (const folder of folders) {
    const staged: Variant["staged"] = {};
    for (const exercise of exercises) staged[exercise.key] = await staging.stage(exercise, path.resolve(folder));
    variants.push({ target: `sandbox:${folder}`, seed, staged });
  }
  return variants;
}
