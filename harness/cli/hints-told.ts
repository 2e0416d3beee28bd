import { readFileSync } from "node:fs";
import path from "node:path";
import { STATE } from "../paths.ts";
import { writeWhole } from "../whole-file.ts";

const FILE = path.join(STATE, "hints.json");

/** How many hints the learner has been told, by exercise key. A missing or damaged file is a fresh start. */
export function hintsTold(key: string, file = FILE): number {
  const told = read(file)[key];
  return typeof told === "number" && told > 0 ? told : 0;
}

/** Remembers how many hints of an exercise have been told; 0 forgets them. */
export function rememberHints(key: string, told: number, file = FILE): void {
  const { [key]: _before, ...others } = read(file);
  writeWhole(file, `${JSON.stringify(told === 0 ? others : { ...others, [key]: told }, null, 2)}\n`);
}

function read(file: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof found === "object" && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}
