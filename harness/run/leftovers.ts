import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { Stack } from "../runtime/index.ts";
import { type Noted, SCENES } from "../target/index.ts";

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
 * Topics and groups that earlier runs left on this cluster; their notes are taken along. Notes about servers that are
 * gone have nothing to say.
 */
export function leftovers(stack: Stack | undefined): { topics: string[]; groups: string[] } {
  const here = new Set(Object.values(stack?.services ?? {}).flatMap((service) => service?.brokers ?? []));
  const found = { topics: new Set<string>(), groups: new Set<string>() };
  if (here.size === 0) return { topics: [], groups: [] };
  for (const { file, noted } of notedRuns()) {
    if (isRunning(file)) continue;
    for (const { kind, name, brokers } of noted) {
      if (brokers.some((broker) => here.has(broker))) found[`${kind}s`].add(name);
    }
    rmSync(file, { force: true });
  }
  return { topics: [...found.topics], groups: [...found.groups] };
}

/** Another run of this checkout may be under way: a watch, say. */
function isRunning(file: string): boolean {
  const pid = Number(path.basename(file).split(".")[1]);
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch {
    return false;
  }
}
