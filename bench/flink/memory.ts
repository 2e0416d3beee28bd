/** Resident memory of a process and of all it has started: PyFlink works in processes of its own. Linux only. */
import { readdirSync, readFileSync } from "node:fs";

/** In MB (10^6 bytes). */
export interface Resident {
  /** All that the processes hold: what two of them share, as a library's code, is in both. */
  megabytes: number;
  /** The same, where what a process shares is divided among all that hold it: sums count it once. */
  share: number;
}

export function residentOf(pid: number): Resident {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const parent = field(name, "status", "PPid");
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  for (const one of family) family.push(...(children.get(one) ?? []));
  const megabytes = (file: string, name: string) =>
    family.reduce((sum, one) => sum + (field(String(one), file, name) * 1024) / 1e6, 0);
  return { megabytes: megabytes("status", "VmRSS"), share: megabytes("smaps_rollup", "Pss") };
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
