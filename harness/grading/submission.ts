import path from "node:path";
import type { Exercise } from "../course/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { type Confinement, findConfinement, holds, insistOnFolder, Staging } from "../sandbox/index.ts";
import { spend, type Variant } from "../target/index.ts";

/** What all checks of one submission may take together, and what those before these have taken of it: milliseconds. */
export interface Time {
  limitMs: number;
  takenMs: number;
}

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
 * @param time     of each of them; without end unless told
 * @throws Problem (exit 2) where one is no folder
 */
export async function stageSubmissions(
  exercises: Exercise[],
  folders: string[],
  seed: number,
  time?: Time,
): Promise<Submissions> {
  for (const folder of folders) insistOnFolder(folder);
  const staging = new Staging();
  try {
    const [confinement, variants] = await Promise.all([
      findConfinement(staging.folder),
      stageAll(staging, exercises, folders, seed, time),
    ]);
    return { variants, confinement, dispose: () => staging.dispose() };
  } catch (error) {
    staging.dispose();
    throw error;
  }
}

/** One after the other: a text that brings the compiler down takes nobody else's with it. */
async function stageAll(
  staging: Staging,
  exercises: Exercise[],
  folders: string[],
  seed: number,
  time: Time | undefined,
): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (const folder of folders) {
    const staged: Variant["staged"] = {};
    for (const exercise of exercises) staged[exercise.key] = await staging.stage(exercise, path.resolve(folder));
    const allowance = time && { limitMs: time.limitMs, file: path.join(staging.folder, `${variants.length}.taken`) };
    if (allowance) spend(allowance, time.takenMs);
    variants.push({ target: `sandbox:${folder}`, seed, staged, ...(allowance && { allowance }) });
  }
  return variants;
}
