/** Resident memory of a process and of all it has started: PyFlink works in processes of its own. Linux only. */
import { readdirSync, readFileSync } from "node:fs";

/** @returns MB (10^6 bytes) */
export function residentMegabytes(pid: number): number {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const parent = Number(field(name, "PPid"));
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  for (const one of family) family.push(...(children.get(one) ?? []));
  return family.reduce((sum, one) => sum + (Number(field(String(one), "VmRSS")) * 1024) / 1e6, 0);
}

/** Of a process that has ended meanwhile, or of what is no process: 0. */
function field(pid: string, name: string): string {
  if (!/^\d+$/.test(pid)) return "0";
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? "0";
  } catch {
    return "0";
  }
}
