/** Resident memory of a process and of all it has started: PyFlink works in processes of its own. Linux only. */
import { readdirSync, readFileSync } from "node:fs";

/** What processes share, as a library's code, is counted in each of them; or divided among them, so that sums count it once. */
export type Shared = "in each" | "once";

/** Where Linux tells it. The latter takes it a walk through all pages. */
const TOLD: Record<Shared, readonly [file: string, name: string]> = {
  "in each": ["status", "VmRSS"],
  once: ["smaps_rollup", "Pss"],
};

/** @returns MB (10^6 bytes) */
export function residentMegabytes(pid: number, shared: Shared): number {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const parent = field(name, "status", "PPid");
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  for (const one of family) family.push(...(children.get(one) ?? []));
  return family.reduce((sum, one) => sum + (field(String(one), ...TOLD[shared]) * 1024) / 1e6, 0);
}

/** Of a process that has ended meanwhile, or of what is no process: 0. */
function field(pid: string, file: string, name: string): number {
  if (!/^\d+$/.test(pid)) return 0;
  try {
    const text = readFileSync(`/proc/${pid}/${file}`, "utf8");
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
