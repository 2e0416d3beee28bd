import { findExercises, type Module } from "../../course/index.ts";
import type { Line } from "./markdown.ts";

/** Nothing but names behind `npm test --`; where lines are run, servers are on Java anyway. */
const NAMES = /^(?:KATAS_RUNTIME=jvm )?npm test -- ((?:\w[\w/-]* ?)+)$/;

/** Does a line run exercises, and say nothing of how? */
export function namesExercises({ text }: Line): boolean {
  return NAMES.test(text);
}

/**
 * Lines whose exercises other lines run in the same way: what `npm test -- module-03` runs, `npm test -- 03/06` need not
 * run again.
 * @returns their texts
 */
export function repeats(lines: Line[], course: Module[]): Set<string> {
  const plain = lines.flatMap(({ text }) => {
    const words = NAMES.exec(text)?.[1]?.trim().split(/ +/) ?? [];
    const keys = words.flatMap((word) => named(course, word));
    return keys.length > 0 ? [{ text, keys }] : [];
  });
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const { text, keys } of plain.sort((a, b) => b.keys.length - a.keys.length)) {
    if (keys.every((key) => seen.has(key))) found.add(text);
    for (const key of keys) seen.add(key);
  }
  return found;
}

/** A word that names nothing fails where its line is run. */
function named(course: Module[], word: string): string[] {
  try {
    return findExercises(course, word).map(({ key }) => key);
  } catch {
    return [];
  }
}
