import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import envPaths from "env-paths";

/** The checkout: the folder that holds package.json. */
export const ROOT = path.resolve(import.meta.dirname, "..");

/** A file of the checkout as it is told and compared: seen from its root, with slashes on Windows too. */
export function fromRoot(file: string): string {
  return path.relative(ROOT, file).replaceAll(path.sep, "/");
}

/** The program behind `npx katas`. */
export const KATAS = path.join(ROOT, "harness/cli/katas.js");

/** Node's arguments for a program in TypeScript that is not part of it, or that loads what a learner writes. */
export function uncompiled(script: string): string[] {
  return ["--import", fileURLToPath(import.meta.resolve("tsx")), script];
}

/**
 * What this checkout remembers (progress, last results, the supervisor's state, server data); git-ignored.
 * `KATAS_STATE` gives a test a state of its own.
 */
export const STATE = path.resolve(process.env.KATAS_STATE || path.join(ROOT, ".katas"));

/**
 * The folder that holds `exercises/` and `solutions/`. `KATAS_COURSE` gives a test a course of its own; it must lie inside
 * the checkout, so that its files find `#kata` and the packages.
 */
export const COURSE = path.resolve(process.env.KATAS_COURSE || ROOT);

/** The one folder outside the checkout that is written: downloads shared by all checkouts. `KATAS_CACHE` moves it. */
export function cacheFolder(): string {
  return path.resolve(process.env.KATAS_CACHE || envPaths("streaming-katas", { suffix: "" }).cache);
}

/** The course's version, as package.json has it. */
export function courseVersion(): string {
  return JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")).version;
}
