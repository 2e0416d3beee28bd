import { execFile } from "node:child_process";
import inspector from "node:inspector";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import "./no-inspector.ts";
import { WITHOUT_INSPECTOR } from "./processes.ts";
import { until } from "./until.ts";

test.skipIf(process.platform === "win32")("a signal opens no inspector", async () => {
  process.kill(process.pid, "SIGUSR1");
  // Only now: a listener that was there before the signal would itself keep the inspector closed.
  let heard = false;
  process.once("SIGUSR1", () => {
    heard = true;
  });
  const opened = () => inspector.url() !== undefined;
  await until("the signal to be heard", async () => heard || opened(), Boolean, 5_000);
  expect(opened()).toBe(false);
});

test.skipIf(process.platform === "win32")("nor in a process that is started so", async () => {
  const program = `process.kill(process.pid, "SIGUSR1");
    setTimeout(() => console.log(require("node:inspector").url() ?? "closed"), 300);`;
  const run = (...options: string[]) => promisify(execFile)(process.execPath, [...options, "-e", program]);
  expect((await run(...WITHOUT_INSPECTOR)).stdout).toBe("closed\n");
  expect((await run("--inspect-port=0")).stdout).toMatch(/^ws:/);
});
