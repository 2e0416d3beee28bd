import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import type { Exercise } from "../course/index.ts";
import type { Draw } from "./declare.ts";
import { drawFile } from "./example.ts";

/** An exercise's functions, as far as this folder knows them. */
export type AnyDraw = Draw<Record<string, (...args: unknown[]) => unknown>>;

/** How an exercise is drawn; undefined where it is not. */
export async function readDraw(exercise: Exercise): Promise<AnyDraw | undefined> {
  const file = drawFile(exercise);
  if (!file) return undefined;
  const loaded: { draw: AnyDraw } = await tsImport(pathToFileURL(file).href, import.meta.url);
  return loaded.draw;
}

/** Every option at its default. */
export function defaults(draw: AnyDraw): Record<string, number> {
  return Object.fromEntries(Object.entries(draw.options).map(([name, option]) => [name, option.default]));
}
