import { createRequire } from "node:module";
import { afterEach, expect, test, vi } from "vitest";
import "./cured.ts";

afterEach(() => vi.restoreAllMocks());

/** kafkajs's own. @param throttledUntil  epoch milliseconds */
function queue(throttledUntil: number, pending: unknown[] = []) {
  const RequestQueue = createRequire(import.meta.url)("kafkajs/src/network/requestQueue/index.js");
  return Object.assign(Object.create(RequestQueue.prototype), { throttledUntil, pending, checkPendingRequests() {} });
}

test.each<[string, number, unknown[], (ms: number) => boolean]>([
  ["that was never throttled", -1, [], (ms) => ms >= 0 && ms <= 1],
  ["that is throttled", Date.now() + 60_000, [], (ms) => ms > 50_000],
  ["with something pending", -1, [{}], (ms) => ms === 10],
])("a client %s has a timer that Node does not warn of", (_, throttledUntil, pending, asItShould) => {
  const timer = vi.spyOn(globalThis, "setTimeout").mockReturnValue(0 as never);
  const one = queue(throttledUntil, pending);
  one.scheduleCheckPendingRequests();
  expect(timer.mock.calls.map(([, ms]) => asItShould(ms ?? 0))).toEqual([true]);
  expect(one.throttledUntil).toBe(throttledUntil);
});
