import { once } from "node:events";
import { expect, test } from "vitest";
import { SharedStart } from "./shared-start.ts";

test("all callers get one result and all events", async () => {
  let release: () => void = () => undefined;
  const start = new SharedStart<string, number>(async (tell) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    tell(1);
    return "up";
  });
  const told: string[] = [];
  const joined = Promise.all([start.join((n) => told.push(`a${n}`)), start.join((n) => told.push(`b${n}`))]);
  release();
  expect(await joined).toEqual(["up", "up"]);
  expect(told).toEqual(["a1", "b1"]);
});

test("a caller that gives up leaves the work to the others; the last one ends it", async () => {
  let given = false;
  const start = new SharedStart<string, number>(async (_tell, signal) => {
    await once(signal, "abort");
    given = true;
    throw new Error("given up");
  });
  const [first, second] = [new AbortController(), new AbortController()];
  const a = start.join(() => undefined, first.signal);
  const b = start.join(() => undefined, second.signal);
  first.abort(new Error("a left"));
  await expect(a).rejects.toThrow("a left");
  expect(given).toBe(false);
  second.abort(new Error("b left"));
  await expect(b).rejects.toThrow("b left");
  expect(given).toBe(true);
});
