import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { flinkOf, type Need } from "../../course/index.ts";
import { cacheFolder, ROOT } from "../../paths.ts";
import type { RuntimeName } from "../../runtime/index.ts";
import type { Finding } from "./finding.ts";

// A CommonJS module with a default export: Node and Vitest disagree on what a plain import of it is.
const { default: checkDiskSpace }: typeof import("check-disk-space") = createRequire(import.meta.url)(
  "check-disk-space",
);

/** Kafka's jars, their class archive, a broker's data, and something to spare. */
const NEEDED = 300_000_000;

/** Flink's jars, checkpoints, and the bundles of jobs. */
const FLINK_NEEDED = 500_000_000;

/** The course's guidance, with room for Docker's images. */
const RECOMMENDED = 10_000_000_000;

/**
 * Room and permission to write, in the checkout and in the cache folder.
 * @param runtime  only jvm fetches into the cache
 */
export async function disks(
  runtime: RuntimeName | undefined,
  needs: ReadonlySet<Need> = new Set(),
): Promise<Finding[]> {
  const flink = flinkOf([...needs]) !== undefined;
  const bytes = NEEDED + (flink ? FLINK_NEEDED : 0);
  const cache = cacheFolder();
  const used = bytesUnder(cache);
  const holds = used > 0 ? `holds ${(used / 1_000_000).toFixed(0)} MB` : "still empty";
  const needsCache = runtime === "jvm" || runtime === undefined;
  return [
    await folder("checkout", ROOT, "Move the checkout to a folder that is yours.", bytes),
    await folder("cache", cache, "Name another folder in KATAS_CACHE.", needsCache ? bytes : 0, holds),
  ];
}

/** @param needed  bytes; 0 where it is not needed at all */
async function folder(what: string, name: string, remedy: string, needed: number, note = ""): Promise<Finding> {
  const there = nearest(name);
  const detail = [name, note].filter(Boolean).join(", ");
  if (!isWritable(there)) {
    const state = needed > 0 ? "problem" : "warning";
    return { what, state, detail: `${name} cannot be written`, remedy };
  }
  const free = await checkDiskSpace(there).then(
    (disk) => disk.free,
    () => undefined,
  );
  if (free === undefined) return { what, state: "ok", detail };
  return { what, ...room(free, needed, detail) };
}

/** @param free, needed  bytes */
export function room(free: number, needed: number, detail: string): Omit<Finding, "what"> {
  const left = `${detail}, ${(free / 1_000_000_000).toFixed(1)} GB free`;
  const remedy = "Make room on this disk.";
  if (free < needed) return { state: "problem", detail: `${left}; ${needed / 1_000_000} MB are needed`, remedy };
  if (free >= RECOMMENDED) return { state: "ok", detail: left };
  return { state: "warning", detail: `${left}; ${RECOMMENDED / 1_000_000_000} GB are recommended with Docker`, remedy };
}

/** The folder, or what is there of the path to it. */
function nearest(name: string): string {
  let there = name;
  while (!existsSync(there) && path.dirname(there) !== there) there = path.dirname(there);
  return there;
}

function isWritable(name: string): boolean {
  try {
    accessSync(name, constants.W_OK | constants.X_OK);
    return statSync(name).isDirectory();
  } catch {
    return false;
  }
}

function bytesUnder(name: string): number {
  if (!existsSync(name)) return 0;
  try {
    return readdirSync(name, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + sizeOf(path.join(entry.parentPath, entry.name)), 0);
  } catch {
    return 0;
  }
}

/** Files may go while we look. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
