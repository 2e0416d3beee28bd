/** Three real brokers of the jvm runtime: the loss of one is survived. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Admin, Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isRunning } from "../../processes.ts";
import type { Runtime } from "../contract.ts";
import { makeTopics } from "../testing/topics.ts";
import { jvmRuntime } from "./index.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });
process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";

let dataFolder: string;
let runtime: Runtime;
let kafka: Kafka;

async function partition(admin: Admin): Promise<{ leader: number; inSync: number; replicas: number }> {
  const { topics } = await admin.fetchTopicMetadata({ topics: ["orders"] });
  const found = topics[0]?.partitions[0];
  return { leader: found?.leader ?? -1, inSync: found?.isr.length ?? 0, replicas: found?.replicas.length ?? 0 };
}

beforeAll(async () => {
  dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), "katas-jvm3-"));
  runtime = jvmRuntime({ dataFolder });
  const { brokers } = await runtime.ensure("kafka3", () => undefined);
  const retry = { retries: 20, initialRetryTime: 100, maxRetryTime: 1_000 };
  kafka = new Kafka({ clientId: "test", brokers, logLevel: logLevel.NOTHING, retry });
});

afterAll(async () => {
  await runtime.down();
  fs.rmSync(dataFolder, { recursive: true, force: true });
});

test("the leader is killed: another one answers, nothing is lost, and the killed one comes back in sync", async () => {
  const admin = kafka.admin();
  const producer = kafka.producer({ idempotent: true });
  await Promise.all([admin.connect(), producer.connect()]);
  await makeTopics(admin, "orders");
  await producer.send({ topic: "orders", acks: -1, messages: [{ value: "before" }] });
  const before = await partition(admin);
  expect(before).toMatchObject({ replicas: 3, inSync: 3 });

  const victim = `kafka3-${before.leader}`;
  await runtime.kill(victim);
  expect((await runtime.status()).filter(({ state }) => state === "running")).toHaveLength(2);
  await producer.send({ topic: "orders", acks: -1, messages: [{ value: "after" }] });
  const { leader } = await partition(admin);
  expect([1, 2, 3].filter((id) => id !== before.leader)).toContain(leader);
  expect(await admin.fetchTopicOffsets("orders")).toMatchObject([{ low: "0", high: "2" }]);

  await runtime.restart(victim);
  await vi.waitUntil(async () => (await partition(admin)).inSync === 3, { timeout: 20_000, interval: 100 });
  await Promise.all([admin.disconnect(), producer.disconnect()]);
});

test("down leaves none of the three", async () => {
  const pids = (await runtime.status()).map(({ id }) => Number(id));
  expect(pids).toHaveLength(3);
  await runtime.down();
  expect(pids.filter(isRunning)).toEqual([]);
  expect(fs.readdirSync(dataFolder)).toEqual([]);
});
