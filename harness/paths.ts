import path from "node:path";
import envPaths from "env-paths";

/** The checkout: the folder that holds package.json. */
export const ROOT = path.resolve(import.meta.dirname, "..");

/** What this checkout remembers (progress, last results, the supervisor's state, server data); git-ignored. */
export const STATE = path.join(ROOT, ".katas");

/** The one folder outside the checkout that is written: downloads shared by all checkouts. `KATAS_CACHE` moves it. */
export function cacheFolder(): string {
  return path.resolve(process.env.KATAS_CACHE || envPaths("streaming-katas", { suffix: "" }).cache);
}
