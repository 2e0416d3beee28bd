import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Options of a process of Node in which SIGUSR1 opens no inspector (no-inspector.ts), from its first moment on; in Node 20,
 * which has no option for it, from the first line that it runs.
 */
export const WITHOUT_INSPECTOR: readonly string[] = process.allowedNodeEnvironmentFlags.has("--disable-sigusr1")
  ? ["--disable-sigusr1"]
  : ["--import", 'data:text/javascript,process.on("SIGUSR1",()=>{})'];

/** Does the process run? One that ended and was not yet collected by its parent (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return stateOf(pid) !== "Z";
}

/** Waits until processes have ended. @returns those that still run when the time is over */
export async function untilEnded(pids: number[], timeoutMs: number): Promise<number[]> {
  const deadline = Date.now() + timeoutMs;
  let left = pids.filter(isRunning);
  while (left.length > 0 && Date.now() < deadline) {
    await delay(10);
    left = left.filter(isRunning);
  }
  return left;
}

/** The state letter of proc(5), where there is such a file system. */
function stateOf(pid: number): string | undefined {
  try {
    // pid (name) state …: the name may hold spaces and parentheses.
    return /.*\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}
