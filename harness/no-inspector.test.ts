import inspector from "node:inspector";
import { expect, test } from "vitest";
import "./no-inspector.ts";
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
