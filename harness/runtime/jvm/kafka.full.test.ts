/** One real broker of the jvm runtime. */
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cacheFolder } from "../../paths.ts";
import { isRunning } from "../../processes.ts";
import type { KafkaEndpoints, ProgressEvent, Runtime } from "../contract.ts";
import { makeTopics } from "../testing/topics.ts";
import { ClassArchive } from "./class-data-sharing.ts";
import { jvmRuntime } from "./index.ts";
import { install } from "./installation.ts";
import { JVM_FLAGS } from "./kafka-cluster.ts";
import { allocatePorts } from "./ports.ts";

vi.mock(import("./ports.ts"), async (original) => {
  const ports = await original();
  return { ...ports, allocatePorts: vi.fn(ports.allocatePorts) };
});
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });
process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";

let dataFolder: string;
let runtime: Runtime;
let endpoints: KafkaEndpoints;

const quiet = (): void => undefined;

function client(brokers: string[]): Kafka {
  return new Kafka({ clientId: "test", brokers, logLevel: logLevel.NOTHING });
}

async function pidOf(node: string): Promise<number> {
  return Number((await runtime.status()).find((status) => status.node === node)?.id);
}

async function stateOf(node: string): Promise<string | undefined> {
  return (await runtime.status()).find((status) => status.node === node)?.state;
}

beforeAll(async () => {
  dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), "katas, jvm-"));
  runtime = jvmRuntime({ dataFolder });
  endpoints = await runtime.ensure("kafka", quiet);
});

afterAll(async () => {
  await runtime.down();
  fs.rmSync(dataFolder, { recursive: true, force: true });
});

test("a service that is up is found up, and callers at the same moment share a start", async () => {
  const folder = path.join(dataFolder, "other");
  const other = jvmRuntime({ dataFolder: folder });
  const events: ProgressEvent[] = [];
  try {
    const both = [other.ensure("kafka", (event) => events.push(event)), other.ensure("kafka", quiet)];
    const [first, second] = await Promise.all(both);
    expect(second).toEqual(first);
    expect(first?.brokers).not.toEqual(endpoints.brokers);
    expect(await other.ensure("kafka", quiet)).toEqual(first);
    expect(events.map(({ stage }) => stage)).toEqual(["start", "ready"]);
    const [status] = await other.status();
    expect(status).toMatchObject({ node: "kafka-1", service: "kafka", runtime: "jvm", state: "running" });
  } finally {
    await other.down();
  }
  expect(await other.status()).toEqual([]);
});

test("what was written outlives SIGKILL, at the same address", async () => {
  const kafka = client(endpoints.brokers);
  const admin = kafka.admin();
  const producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  await makeTopics(admin, "orders");
  await producer.send({ topic: "orders", acks: -1, messages: [{ value: "one" }, { value: "two" }] });
  await Promise.all([admin.disconnect(), producer.disconnect()]);

  const pid = await pidOf("kafka-1");
  await runtime.kill("kafka-1");
  expect(isRunning(pid)).toBe(false);
  expect(await stateOf("kafka-1")).toBe("stopped");
  await runtime.restart("kafka-1");
  expect(await stateOf("kafka-1")).toBe("running");

  await admin.connect();
  expect(await admin.fetchTopicOffsets("orders")).toMatchObject([{ partition: 0, low: "0", high: "2" }]);
  await admin.disconnect();
});

test("the tap listener sends its clients on to a proxy at the advertised address", async () => {
  const [tap] = endpoints.tap ?? [];
  if (!tap) throw new Error("the jvm runtime has a tap listener");
  let connections = 0;
  const [listener, advertised] = [new URL(`tcp://${tap.listener}`), new URL(`tcp://${tap.advertised}`)];
  const proxy = net.createServer((socket) => {
    connections += 1;
    const broker = net.connect(Number(listener.port), listener.hostname);
    socket.pipe(broker).pipe(socket);
    socket.on("error", () => broker.destroy());
    broker.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(Number(advertised.port), advertised.hostname, resolve));
  const admin = client([tap.listener]).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    expect(brokers.map(({ host, port }) => `${host}:${port}`)).toEqual([tap.advertised]);
    expect(await admin.listTopics()).toContain("orders");
    expect(connections).toBeGreaterThan(0);
  } finally {
    await admin.disconnect();
    proxy.close();
  }
});

test("a misspelt topic is not made", async () => {
  const admin = client(endpoints.brokers).admin();
  await admin.connect();
  await expect(admin.fetchTopicMetadata({ topics: ["ordesr"] })).rejects.toThrow(/does not host this topic/);
  await admin.disconnect();
});

test("logs give the last lines, and an unknown server is named with those there are", async () => {
  expect(await runtime.logs("kafka-1", 5_000)).toMatch(/Kafka Server started/);
  expect((await runtime.logs("kafka-1", 3)).split("\n")).toHaveLength(3);
  await expect(runtime.kill("kafka-7")).rejects.toMatchObject({
    message: "There is no server named kafka-7.",
    remedy: "There are: kafka-1.",
    exitCode: 2,
  });
});

test("a broker that dies by itself is told of, and the next one who needs it gets a fresh one", async () => {
  process.kill(await pidOf("kafka-1"), "SIGKILL");
  await vi.waitUntil(async () => (await stateOf("kafka-1")) === "stopped", { timeout: 5_000 });
  endpoints = await runtime.ensure("kafka", quiet);
  const admin = client(endpoints.brokers).admin();
  await admin.connect();
  expect((await admin.listTopics()).filter((name) => !name.startsWith("__"))).toEqual([]);
  await admin.disconnect();
});

test("a port that is taken between its allocation and the bind is replaced", async () => {
  const squatter = net.createServer();
  await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
  const address = squatter.address();
  const taken = typeof address === "object" && address ? address.port : 0;
  const [tap = 0, advertised = 0, controller = 0] = await allocatePorts(3);
  const allocations = vi.mocked(allocatePorts).mock.calls.length;
  vi.mocked(allocatePorts).mockResolvedValueOnce([taken, tap, advertised, controller]);
  const other = jvmRuntime({ dataFolder: path.join(dataFolder, "squatted") });
  try {
    const { brokers } = await other.ensure("kafka", quiet);
    expect(brokers).not.toContain(`127.0.0.1:${taken}`);
    expect(vi.mocked(allocatePorts).mock.calls.length - allocations).toBe(2);
  } finally {
    await other.down();
    squatter.close();
  }
});

test("a data folder that cannot be written", async () => {
  const folder = path.join(dataFolder, "file", "data");
  fs.writeFileSync(path.join(dataFolder, "file"), "a regular file");
  await expect(jvmRuntime({ dataFolder: folder }).ensure("kafka", quiet)).rejects.toMatchObject({
    message: `The data folder ${folder} cannot be written (ENOTDIR).`,
    exitCode: 3,
  });
});

test("a start that is given up leaves no process and no data", async () => {
  const folder = path.join(dataFolder, "given-up");
  const other = jvmRuntime({ dataFolder: folder });
  const giveUp = new AbortController();
  const starting = other.ensure("kafka", quiet, giveUp.signal);
  const outcome = starting.catch((error: unknown) => error);
  const pid = await vi.waitUntil(async () => Number((await other.status())[0]?.id ?? 0), { timeout: 30_000 });
  giveUp.abort(new Error("enough"));
  expect(await outcome).toMatchObject({ message: "enough" });
  expect(isRunning(pid)).toBe(false);
  expect(await other.status()).toEqual([]);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("the class archive is made behind the first start; a broken one does not break a start", async () => {
  const cache = path.join(dataFolder, "cache");
  fs.mkdirSync(cache);
  fs.symlinkSync(path.join(cacheFolder(), "jars"), path.join(cache, "jars"), "junction");
  vi.stubEnv("KATAS_CACHE", cache);
  const other = jvmRuntime({ dataFolder: path.join(dataFolder, "archived") });
  try {
    const installation = await install("kafka", quiet, new AbortController().signal);
    const archive = await ClassArchive.of(installation, JVM_FLAGS);
    await other.ensure("kafka", quiet);
    await vi.waitUntil(() => archive.exists(), { timeout: 120_000, interval: 200 });
    expect(fs.statSync(archive.file).size).toBeGreaterThan(10_000_000);
    await other.down();
    expect(fs.readdirSync(installation.derived).sort()).toEqual([path.basename(archive.file), "formatted"]);

    await other.ensure("kafka", quiet);
    await other.down();
    fs.rmSync(archive.file);
    fs.writeFileSync(archive.file, "not an archive");
    await other.ensure("kafka", quiet);
    expect((await other.status())[0]?.state).toBe("running");
  } finally {
    await other.down();
    vi.unstubAllEnvs();
  }
}, 180_000);

test("down leaves no process, no data and no open port; then it can be brought up again", async () => {
  const pid = await pidOf("kafka-1");
  await runtime.down();
  expect(isRunning(pid)).toBe(false);
  expect(fs.existsSync(path.join(dataFolder, "kafka"))).toBe(false);
  expect(await runtime.status()).toEqual([]);
  expect((await runtime.ensure("kafka", quiet)).brokers).toHaveLength(1);
});
