import { createRequire } from "node:module";
import { afterEach, expect, test, vi } from "vitest";
import "./cured.ts";

afterEach(() => vi.restoreAllMocks());

/** What kafkajs waits before it looks for requests that wait: milliseconds. @param throttledMs  from now on */
function timers(throttledMs: number, pending: unknown[]): unknown[] {
  const RequestQueue = createRequire(import.meta.url)("kafkajs/src/network/requestQueue/index.js");
  const timer = vi.spyOn(globalThis, "setTimeout").mockReturnValue(0 as never);
  const throttledUntil = throttledMs > 0 ? Date.now() + throttledMs : -1;
  const queue = Object.assign(Object.create(RequestQueue.prototype), { throttledUntil, pending });
  queue.scheduleCheckPendingRequests();
  return timer.mock.calls.map(([, ms]) => ms);
}

test("where no request waits, no timer is set, and none in the past", () => {
  expect(timers(0, [])).toEqual([]);
});

test("where one waits, kafkajs looks again, after the time for which the client is throttled", () => {
  expect(timers(0, [{}])).toEqual([10]);
  vi.restoreAllMocks();
  const [ms] = timers(60_000, [{}]);
  expect(ms).toBeGreaterThan(50_000);
});
