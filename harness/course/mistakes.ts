import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Exercise } from "./manifest.ts";

/** A mistake of an exercise's bank, as its first lines tell it. */
export interface Mistake {
  /** The file's name without its ending: `01-starts-at-latest`. */
  name: string;
  file: string;
  /** The code of the check that must catch it; undefined where the header does not say so. */
  caughtBy: string | undefined;
  /** What the learner did: "You ...". Undefined where the header does not say so. */
  said: string | undefined;
  /** Why a run comes to another outcome than the run before, where it does: a diagnosis knows it by chance only. */
  varies?: string;
}

const HEADER =
  /^(?:\/\/|--) caught-by: ([A-Z]{3}-\d\d)\r?\n(?:\/\/|--) (Your? .*[.!?])\r?\n(?:(?:\/\/|--) varies: (.+)\r?\n)?/;

/** The mistakes of an exercise, by name; none where the solutions are not there. */
export function readMistakes(exercise: Exercise): Mistake[] {
  const folder = path.join(exercise.solution, "mistakes");
  if (!existsSync(folder)) return [];
  const ending = `.${exercise.language}`;
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => {
    const file = path.join(folder, name);
    const [, caughtBy, said, varies] = HEADER.exec(readFileSync(file, "utf8")) ?? [];
    return { name: name.slice(0, -ending.length), file, caughtBy, said, ...(varies !== undefined && { varies }) };
  });
}
