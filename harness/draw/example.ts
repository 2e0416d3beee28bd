import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Exercise } from "../course/index.ts";

const EXAMPLE = /^\/\/ (npx katas draw \S+ (.+))$/m;

/** Where an exercise says how it is drawn: beside its reference, or beside its stub where there are no references. */
export function drawFile(exercise: Exercise): string | undefined {
  return [exercise.solution, exercise.folder].map((folder) => path.join(folder, "draw.ts")).find(existsSync);
}

export interface Example {
  /** As it is typed. */
  command: string;
  /** What stands behind the exercise: the stream, and options. */
  args: string[];
}

/** The command in the first line of an exercise's `draw.ts`; undefined where it has none. */
export function exampleOf(exercise: Exercise): Example | undefined {
  const file = drawFile(exercise);
  const [, command, args] = (file && EXAMPLE.exec(readFileSync(file, "utf8"))) || [];
  return command === undefined || args === undefined ? undefined : { command, args: shellWords(args) };
}

/** The words of a command line in which some stand in double quotes. */
export function shellWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}
