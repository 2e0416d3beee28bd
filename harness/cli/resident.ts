import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a process holds in memory, in bytes (its resident set); undefined where the system has no `ps` to ask. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  try {
    const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
    const kibibytes = Number(stdout.trim());
    return kibibytes > 0 ? kibibytes * 1_024 : undefined;
  } catch {
    return undefined;
  }
}
