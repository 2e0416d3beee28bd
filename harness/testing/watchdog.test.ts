import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../paths.ts";

let state: string;
beforeEach(() => {
  state = mkdtempSync(path.join(os.tmpdir(), "katas-watchdog-"));
});
afterEach(() => rmSync(state, { recursive: true }));

/** How a process ends whose check keeps the thread for longer than the watchdog waits. */
async function endOfBlocked(beforehand: string): Promise<{ code: number | null; signal: string | null }> {
  const script = `
    import inspector from "node:inspector";
    const { watchOver } = await import(${JSON.stringify(pathToFileURL(path.join(import.meta.dirname, "watchdog.ts")))});
    ${beforehand}
    watchOver({ key: "00/01", code: "AAA-01", title: "waits", files: [] });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6_000);
    process.exit(7);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    cwd: ROOT,
    env: { ...process.env, KATAS_STATE: state },
    stdio: "ignore",
  });
  const [code, signal] = await once(child, "exit");
  return { code, signal };
}

test("ends a process that a check keeps busy, and not under a debugger", async () => {
  const [alone, debugged] = await Promise.all([endOfBlocked(""), endOfBlocked("inspector.open(0);")]);
  expect(alone).toEqual({ code: null, signal: "SIGKILL" });
  expect(debugged).toEqual({ code: 7, signal: null });
});
