/** A real Flink cluster of the jvm runtime beside a real broker: it works, its nodes are lost and replaced. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isRunning } from "../../processes.ts";
import { until } from "../../until.ts";
import type { FlinkEndpoints, KafkaEndpoints, ProgressEvent, Runtime } from "../contract.ts";
import { askGateway, askTaskManagers, askVersion } from "../flink-probe.ts";
import { json, kafkaToKafka, sql, stateOf } from "../testing/flink-job.ts";
import { jvmRuntime } from "./index.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let dataFolder: string;
let runtime: Runtime;
let kafka: KafkaEndpoints;
let flink: FlinkEndpoints;
const events: ProgressEvent[] = [];

beforeAll(async () => {
  // A comma and a space: names that lists and shells would take apart.
  dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), "katas, flink-"));
  runtime = jvmRuntime({ dataFolder });
  [kafka, flink] = await Promise.all([
    runtime.ensure("kafka", () => undefined),
    runtime.ensure("flink", (event) => events.push(event)),
  ]);
});

afterAll(async () => {
  await runtime.down();
  fs.rmSync(dataFolder, { recursive: true, force: true });
});

const node = async (name: string) => (await runtime.status()).find((status) => status.node === name);

test("it starts beside Kafka, and its JobManager and its SQL Gateway answer", async () => {
  expect(events.map(({ stage }) => stage).filter((stage) => stage !== "download")).toEqual(["start", "ready"]);
  expect(await askVersion(flink.rest, 5_000)).toBe("2.2.0");
  expect(await askTaskManagers(flink.rest, 5_000)).toEqual([{ id: "taskmanager-1", slots: 8 }]);
  // The gateway starts when the others are ready.
  await until(
    "the gateway to run",
    () => node("sql-gateway"),
    (status) => status?.state === "running",
    60_000,
  );
  expect(await askGateway(flink.sqlGateway, 5_000)).toContain("V4");
  const nodes = (await runtime.status()).filter(({ service }) => service === "flink");
  expect(nodes).toMatchObject([
    { node: "jobmanager", runtime: "jvm", state: "running", address: flink.rest },
    { node: "taskmanager-1", state: "running" },
    { node: "sql-gateway", state: "running", address: flink.sqlGateway },
  ]);
  expect(await runtime.ensure("flink", () => undefined)).toEqual(flink);
  expect((await fetch(flink.rest)).headers.get("content-type")).toBe("text/html");
});

test("it listens at the loopback address only", async () => {
  if (process.platform !== "linux") return;
  const pids = new Set((await runtime.status()).map(({ id }) => Number(id)));
  expect(pids.size).toBe(4);
  const listening = [...pids].flatMap(listeners);
  expect(listening.length).toBeGreaterThan(6);
  expect(listening.filter((address) => !/^(0100007F|0{16}FFFF00000100007F):/.test(address))).toEqual([]);
});

test("a bounded job of the SQL Gateway reads a topic, writes another, and finishes", async () => {
  expect(await kafkaToKafka(kafka, flink)).toEqual({ state: "FINISHED", written: "2" });
});

test("a job outlives its TaskManager, which is killed and replaced", async () => {
  const job = await sql(
    flink,
    "CREATE TABLE ticks (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '5')",
    "CREATE TABLE nowhere (n BIGINT) WITH ('connector' = 'blackhole')",
    "SET 'execution.checkpointing.interval' = '200ms'",
    "INSERT INTO nowhere SELECT n FROM ticks",
  );
  const checkpoints = async () =>
    (await json<{ counts: { completed: number; restored: number } }>(`${flink.rest}/jobs/${job}/checkpoints`)).counts;
  await until("a checkpoint", checkpoints, ({ completed }) => completed > 0, 20_000);
  const before = Number((await node("taskmanager-1"))?.id);
  await runtime.kill("taskmanager-1");
  expect(isRunning(before)).toBe(false);
  expect(await node("taskmanager-1")).toMatchObject({ state: "stopped", ended: "was ended by SIGKILL" });
  await runtime.restart("taskmanager-1");
  expect(Number((await node("taskmanager-1"))?.id)).not.toBe(before);
  expect(await askTaskManagers(flink.rest, 5_000)).toContainEqual({ id: "taskmanager-1.2", slots: 8 });
  await until("a restored checkpoint", checkpoints, ({ restored }) => restored > 0, 30_000);
  await until("a checkpoint after it", checkpoints, ({ completed }) => completed > 1, 20_000);
  expect(await runtime.logs("taskmanager-1", 5_000)).toContain("taskmanager-1.2");
  await fetch(`${flink.rest}/jobs/${job}`, { method: "PATCH" });
  await until(
    "the end of the job",
    () => stateOf(flink, job),
    (state) => state === "CANCELED",
    20_000,
  );
});

test("a killed JobManager is told of, by itself and by a TaskManager that needs it; a new one finds what is left", async () => {
  await runtime.kill("jobmanager");
  expect(await node("jobmanager")).toMatchObject({ state: "stopped", ended: "was ended by SIGKILL" });
  await runtime.kill("taskmanager-1");
  await expect(runtime.restart("taskmanager-1")).rejects.toMatchObject({
    message: "taskmanager-1 cannot do its part: jobmanager was ended by SIGKILL.",
    remedy: "Start jobmanager first; after `npx katas down` the next run starts everything anew.",
  });
  expect(await node("taskmanager-1")).toMatchObject({ state: "stopped" });
  await runtime.restart("jobmanager");
  await runtime.restart("taskmanager-1");
  expect(await askTaskManagers(flink.rest, 5_000)).toEqual([{ id: "taskmanager-1.4", slots: 8 }]);
  expect(await runtime.ensure("flink", () => undefined)).toEqual(flink);
});

test("down leaves no process and no data", async () => {
  const pids = (await runtime.status()).map(({ id }) => Number(id));
  expect(pids).toHaveLength(4);
  await runtime.down();
  expect(pids.filter(isRunning)).toEqual([]);
  expect(fs.readdirSync(dataFolder)).toEqual([]);
  expect(await runtime.status()).toEqual([]);
});

/** The addresses a process listens at, in the hexadecimal of proc(5). */
function listeners(pid: number): string[] {
  const sockets = new Set(
    fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  const LISTEN = "0A";
  return ["tcp", "tcp6"].flatMap((family) =>
    fs
      .readFileSync(`/proc/${pid}/net/${family}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTEN && sockets.has(fields[9] ?? ""))
      .map((fields) => fields[1] ?? ""),
  );
}
