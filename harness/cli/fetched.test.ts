import { beforeEach, expect, test, vi } from "vitest";
import type { EnsureOptions, OnProgress, ServiceName, Stack } from "../runtime/index.ts";
import { fetched } from "./fetched.ts";

const ensure = vi.hoisted(() => vi.fn<(services: ServiceName[], options: EnsureOptions) => Promise<Stack>>());
vi.mock("../runtime/index.ts", () => ({ ensure }));

const STACK: Stack = { runtime: "jvm", reason: "as asked", services: {}, apart: false };

let news: OnProgress;
let up: (stack: Stack) => void;
let fail: (error: Error) => void;
beforeEach(() => {
  ensure.mockReset();
  ensure.mockImplementation((_services, { onProgress = () => {} }) => {
    news = onProgress;
    return new Promise((resolve, reject) => {
      up = resolve;
      fail = reject;
    });
  });
});

/** Waits for these services, and tells what came of it so far: "waiting", or whether they answer already. */
async function waiting(...services: ServiceName[]): Promise<() => Promise<boolean | "waiting">> {
  const answer = fetched(services, () => {}, new AbortController().signal);
  await vi.waitUntil(() => ensure.mock.calls.length > 0);
  // A promise that is settled by now wins against one that settles in the next turn.
  return () => Promise.race([answer, new Promise<"waiting">((resolve) => setImmediate(resolve, "waiting"))]);
}

const start = (service: ServiceName, runtime: "docker" | "jvm") =>
  news({ stage: "start", what: service, service, runtime });

test("a supervisor that is started again is no service: fetched when the service starts", async () => {
  const now = await waiting("kafka");
  news({ stage: "notice", text: "starting the supervisor again" });
  expect(await now()).toBe("waiting");
  news({ stage: "download", what: "Kafka", doneBytes: 10, totalBytes: 10 });
  expect(await now()).toBe("waiting");
  start("kafka", "jvm");
  expect(await now()).toBe(false);
});

test("a start in docker that ends in one on Java: fetched when it starts there", async () => {
  const now = await waiting("kafka");
  start("kafka", "docker");
  news({ stage: "download", what: "Kafka", doneBytes: 1, totalBytes: 10 });
  expect(await now()).toBe("waiting");
  start("kafka", "jvm");
  expect(await now()).toBe(false);
});

test("each service has to start, however often one does", async () => {
  const now = await waiting("kafka", "flink");
  start("kafka", "jvm");
  start("kafka", "jvm");
  expect(await now()).toBe("waiting");
  start("flink", "jvm");
  expect(await now()).toBe(false);
});

test("servers that answer need not start, and what cannot be had is thrown", async () => {
  const now = await waiting("kafka");
  up(STACK);
  expect(await now()).toBe(true);
  ensure.mockClear();
  const then = await waiting("kafka");
  fail(new Error("no network"));
  await expect(then()).rejects.toThrow("no network");
});
