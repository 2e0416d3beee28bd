import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Exercise } from "../course/index.ts";

const EXAMPLE = /^\/\/ (npx katas draw \S+ "([^"]*)".*)$/m;

/** Where an exercise says how it is drawn: beside its reference, or beside its stub where there are no references. */
export function drawFile(exercise: Exercise): string | undefined {
  return [exercise.solution, exercise.folder].map((folder) => path.join(folder, "draw.ts")).find(existsSync);
}

/** The command in the first line of an exercise's `draw.ts`, and its stream; undefined where it has none. */
export function exampleOf(exercise: Exercise): { command: string; stream: string } | undefined {
  const file = drawFile(exercise);
  const [, command = "", stream = ""] = (file && EXAMPLE.exec(readFileSync(file, "utf8"))) || [];
  return command === "" ? undefined : { command, stream };
}
