import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isRunning } from "../processes.ts";
import type { Stack } from "../runtime/index.ts";
import { type Noted, type RunPlan, SCENES } from "../target/index.ts";

/** What the runs so far have noted, newest run last. */
export function notedRuns(): { file: string; noted: Noted[] }[] {
  if (!existsSync(SCENES)) return [];
  return readdirSync(SCENES)
    .map((name) => path.join(SCENES, name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .map((file) => ({ file, noted: readFileSync(file, "utf8").split("\n").filter(Boolean).flatMap(parse) }));
}

/** A line that a killed process cut short names nothing. */
function parse(line: string): Noted[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

/**
 * Topics and groups that earlier runs left on this cluster, and the notes to remove once they are deleted: until then a
 * run that is killed loses nothing. Notes about servers that are gone have nothing to say.
 */
export function leftovers(stack: Stack | undefined): RunPlan["leftovers"] {
  const { kafka, kafka3 } = stack?.services ?? {};
  const here = new Set([kafka, kafka3].flatMap((service) => service?.brokers ?? []));
  const found = { topics: new Set<string>(), groups: new Set<string>() };
  const notes: string[] = [];
  if (here.size === 0) return { topics: [], groups: [], notes };
  for (const { file, noted } of notedRuns()) {
    if (isUnderWay(file)) continue;
    for (const { kind, name, brokers } of noted) {
      // A job was ended with its check.
      if (kind !== "job" && brokers.some((broker) => here.has(broker))) found[`${kind}s`].add(name);
    }
    notes.push(file);
  }
  return { topics: [...found.topics], groups: [...found.groups], notes };
}

/** Another run of this checkout may be under way: a watch, say. */
function isUnderWay(file: string): boolean {
  const pid = Number(path.basename(file).split(".")[1]);
  return pid !== process.pid && isRunning(pid);
}
