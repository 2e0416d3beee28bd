import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isRunning } from "../processes.ts";
import type { Stack } from "../runtime/index.ts";
import { until } from "../until.ts";

const BROKERS = ["127.0.0.1:1"];
const kafka = { brokers: BROKERS, inside: BROKERS };
const STACK: Stack = { runtime: "jvm", reason: "as asked", services: { kafka }, apart: false };

let state: string;
beforeEach(() => {
  state = mkdtempSync(path.join(os.tmpdir(), "katas-leftovers-"));
  vi.stubEnv("KATAS_STATE", state);
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

/** The topics to tidy up of a run that this process launched. */
async function leftBy(launcher: number): Promise<string[]> {
  const { leftovers } = await import("./leftovers.ts");
  mkdirSync(path.join(state, "scenes"));
  const noted = { key: "00/01", code: "AAA-01", kind: "topic", name: "orders", brokers: BROKERS };
  writeFileSync(path.join(state, "scenes", `run.${launcher}.jsonl`), `${JSON.stringify(noted)}\n`);
  return leftovers(STACK).topics;
}

test("what a run made that is under way is its own", async () => {
  expect(await leftBy(process.ppid)).toEqual([]);
});

test.runIf(process.platform === "linux")(
  "a launcher that ended is no run, though nobody collected it yet",
  async () => {
    // Who takes the shell's place does not know that it has a child; the shell would collect one that ends before that.
    const parent = spawn("/bin/sh", ["-c", "exec 3<&0; cat <&3 & echo $!; exec sleep 60"]);
    try {
      const launcher = Number((await once(parent.stdout, "data"))[0]);
      const name = () => readFileSync(`/proc/${parent.pid}/comm`, "utf8").trim();
      await until("the shell's place to be taken", name, (now) => now === "sleep");
      parent.stdin.end();
      await until(
        "the launcher to end",
        () => isRunning(launcher),
        (runs) => !runs,
      );
      expect(process.kill(launcher, 0)).toBe(true);
      expect(await leftBy(launcher)).toEqual(["orders"]);
    } finally {
      parent.kill("SIGKILL");
    }
  },
);
