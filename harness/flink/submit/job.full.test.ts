/**
 * TypeScript jobs from Kafka to Kafka on a real JobManager and TaskManager: servers of this test's own, of the jvm
 * runtime. Needs Java.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cluster, type Topic } from "../../kafka/index.ts";
import { ownServers } from "../../runtime/testing/own-servers.ts";
import { until } from "../../until.ts";
import { FlinkRefused, FlinkRest, JobEnded, JobRefused, submitJob, tellFailure } from "./index.ts";
import type { Count, Ride } from "./testing/jobs.ts";

const FILE = path.join(import.meta.dirname, "testing/jobs.ts");
const SHOWN = "harness/flink/submit/testing/jobs.ts";

const { runtime, java, suite, start, remove } = await ownServers("jobs", "TypeScript jobs on a real cluster");

let flink: FlinkRest;
let kafka: Cluster;
/** As Flink reaches them. */
let brokers: string;
let topics = 0;

/** Topics with these rides in the first. */
async function ridesIn(rides: Ride[]) {
  const number = ++topics;
  const from = await kafka.createTopic(`rides-${number}`, { partitions: 2 });
  const to = await kafka.createTopic(`out-${number}`, { partitions: 1 });
  await from.produce(rides.map((ride) => ({ value: ride, partition: ride.id % 2 })));
  return { from, to, args: { brokers, from: from.name, to: to.name, bounded: true } };
}

const ride = (id: number, name = `d${id % 3}`): Ride => ({ id, driver: { name } });
const rides = (count: number): Ride[] => Array.from({ length: count }, (_, id) => ride(id));
const COMMITTED = { isolation: "read_committed" } as const;

/** Where state lies, its name in a job, and the JobManager's name of it. */
const BACKENDS = [
  ["the heap", "hashmap", "HashMapStateBackend"],
  ["RocksDB", "rocksdb", "EmbeddedRocksDBStateBackend"],
] as const;

/** The highest count of each driver, and how many records said so. */
function totals(counts: Count[]): Record<string, number> {
  const highest: Record<string, number> = {};
  for (const { driver, rides } of counts) highest[driver] = Math.max(highest[driver] ?? 0, rides);
  return highest;
}

/** Waits for so many counts. */
const committed = (to: Topic, count: number) =>
  until(
    `${count} committed counts`,
    () => to.values<Count>(COMMITTED),
    (counts) => counts.length >= count,
    60_000,
  );

/** The first line of the jobs' file that has a text, from 1. */
function lineOf(text: string): number {
  return (
    readFileSync(FILE, "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1
  );
}

/** Runs a job that is to fail. */
async function failed(exportName: string, rides: Ride[]) {
  const { args } = await ridesIn(rides);
  const job = await submitJob(flink, { file: FILE, exportName }, { name: exportName, args: [args] });
  await expect(job.finished()).rejects.toThrow(JobEnded);
  return job;
}

describe.runIf(java)(suite, () => {
  beforeAll(async () => {
    const [broker, cluster] = await start();
    kafka = new Cluster(broker.brokers);
    brokers = broker.inside.join(",");
    flink = new FlinkRest(cluster.rest);
  }, 180_000);
  afterAll(async () => {
    await kafka?.close();
    await remove();
  }, 60_000);

  describe("a job that runs", () => {
    test("counts what is in a topic, exactly", async () => {
      const { to, args } = await ridesIn(rides(300));
      const job = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "count", args: [args] });
      await job.finished();
      const counts = await to.values<Count>(COMMITTED);
      expect(counts).toHaveLength(300);
      expect(totals(counts)).toEqual({ d0: 100, d1: 100, d2: 100 });
    }, 60_000);

    test("counts what its program holds, exactly", async () => {
      const { to, args } = await ridesIn([]);
      const own = { file: FILE, exportName: "countsItsOwn" };
      await (await submitJob(flink, own, { name: "own", args: [args] })).finished();
      const counts = (await to.values<Count>(COMMITTED)).map(({ driver, rides }) => `${driver} ${rides}`);
      expect(counts.toSorted()).toEqual(["ann 1", "ann 2", "ben 1"]);
    }, 60_000);

    test.each(BACKENDS)(
      "goes on from a savepoint with exactly what it has counted, after an edit, at another parallelism, on %s",
      async (_, backend, told) => {
        const { from, to, args } = await ridesIn(rides(30));
        const exactly = { ...args, bounded: false, backend, transactionalIdPrefix: to.name };
        const first = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "a", args: [exactly] });
        await committed(to, 30);
        const savepoint = await first.stopWithSavepoint();
        expect(await first.state()).toBe("FINISHED");
        await from.produce(rides(30).map((value) => ({ value, partition: value.id % 2 })));
        const edited = { file: FILE, exportName: "countRidesLoudly" };
        const wider = { ...exactly, parallelism: 3 };
        const second = await submitJob(flink, edited, { name: "b", args: [wider], savepoint });
        const counts = await committed(to, 60);
        const { state_backend } = await flink.get<{ state_backend: string }>(`/jobs/${second.id}/checkpoints/config`);
        expect(state_backend).toBe(told);
        expect(new Set((await second.plan()).vertices.map(({ parallelism }) => parallelism))).toEqual(new Set([3]));
        await second.cancel();
        const each = (names: string[], from: number) =>
          names.flatMap((name) => rides(10).map(({ id }) => `${name} ${from + id}`));
        const expected = [...each(["d0", "d1", "d2"], 1), ...each(["D0", "D1", "D2"], 11)];
        expect(counts.map(({ driver, rides }) => `${driver} ${rides}`).toSorted()).toEqual(expected.toSorted());
      },
      150_000,
    );

    test("does not go on from a savepoint whose state it has no uid for", async () => {
      const { args } = await ridesIn(rides(3));
      const endless = { ...args, bounded: false };
      const job = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "s", args: [endless] });
      await job.running();
      const savepoint = await job.stopWithSavepoint();
      const renamed = { name: "r", args: [endless, "another"], savepoint };
      const submitted = submitJob(flink, { file: FILE, exportName: "countRides" }, renamed);
      await expect(submitted).rejects.toThrow(FlinkRefused);
      await expect(submitted).rejects.toThrow(/Cannot map checkpoint\/savepoint state for operator/);
    }, 60_000);

    test("takes a checkpoint when asked, tells its metrics, and is cancelled", async () => {
      const { args } = await ridesIn(rides(6));
      const endless = { ...args, bounded: false };
      const job = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "c", args: [endless] });
      await job.running();
      expect(await job.checkpoint()).toBeGreaterThan(0);
      expect((await job.checkpoints()).counts.completed).toBe(1);
      expect(await job.checkpointConfig()).toEqual({ mode: "at_least_once", interval: undefined }); // as Flink tells of a job without an interval
      expect(await job.restartStrategy()).toBe("Cluster level default restart strategy");
      expect(await job.taskManagers()).toEqual(["taskmanager-1"]);
      const read = await until(
        "six records read by the operator",
        () => job.metrics("count", ".numRecordsIn"),
        (metrics) => [...metrics].some(([name, value]) => name.includes("count") && value === "6"),
        20_000,
      );
      expect(read.size).toBeGreaterThan(0);
      // Three drivers' ones and twos, one digit each; the gauge is read ten times a second.
      expect([...(await job.metrics("count", ".stateBytesWritten")).values()]).toEqual(["6"]);
      await until(
        "the gauge to tell the latest count",
        () => job.metrics("count", ".latestCount"),
        (gauges) => [...gauges.values()].join() === "2",
        20_000,
      );
      expect(await job.watermarks("count")).toEqual([undefined]);
      await job.cancel();
      expect(await job.state()).toBe("CANCELED");
    }, 60_000);
  });

  test("records that are not JSON are left out where the job says so, and so are tombstones", async () => {
    const { from, to, args } = await ridesIn(rides(2));
    await from.produce([
      { value: "{", partition: 0 },
      { key: "k", value: null, partition: 0 },
      { value: ride(5), partition: 0 },
    ]);
    const lenient = { ...args, ignoreParseErrors: true };
    const job = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "l", args: [lenient] });
    await job.finished();
    expect(totals(await to.values<Count>(COMMITTED))).toEqual({ d0: 1, d1: 1, d2: 1 });
  }, 60_000);

  test("and are counted", async () => {
    const { from, args } = await ridesIn([]);
    await from.produce([
      { value: "{", partition: 0 },
      { value: "}", partition: 0 },
    ]);
    const lenient = { ...args, ignoreParseErrors: true, bounded: false };
    const job = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "m", args: [lenient] });
    await until(
      "two of them to be counted",
      async () => [...(await job.metrics("rides", ".malformedRecords")).values()].join(),
      (counted) => counted === "2",
      20_000,
    );
    await job.cancel();
  }, 60_000);

  test("a record's key, headers and time go through a job", async () => {
    const { from, to, args } = await ridesIn([]);
    await from.produce([{ key: "k", value: null, partition: 0, timestamp: 1_000, headers: { trace: "a" } }]);
    const copies = { file: FILE, exportName: "copiesTraces" };
    await (await submitJob(flink, copies, { name: "t", args: [args] })).finished();
    const value = '{"key":"k","trace":"a","offset":0}';
    expect(await to.drain(COMMITTED)).toMatchObject([
      { key: "k", value, timestamp: 1_000, headers: { trace: "a", from: "0" } },
    ]);
  }, 60_000);

  test("what a job prints is told, line by line, and of no other job", async () => {
    const { args } = await ridesIn(rides(2));
    const other = await submitJob(flink, { file: FILE, exportName: "prints" }, { name: "other", args: [args] });
    await other.finished();
    const job = await submitJob(flink, { file: FILE, exportName: "prints" }, { name: "prints", args: [args] });
    await job.finished();
    const printed = [0, 1].flatMap((id) => [`ride ${id} | of {"three":3} undefined`, `rides> ${id}`]);
    expect((await job.printed()).toSorted()).toEqual(printed.toSorted());
  }, 60_000);

  test.each(BACKENDS)(
    "a job whose TaskManager is killed counts each ride once, on %s",
    async (_, backend) => {
      const { from, to, args } = await ridesIn(rides(150));
      const exactly = { ...args, bounded: false, backend, transactionalIdPrefix: to.name };
      const job = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "k", args: [exactly] });
      await committed(to, 1);
      const produce = (rides: Ride[]) => from.produce(rides.map((value) => ({ value, partition: value.id % 2 })));
      // Some of them it has read and counted when it is killed, with no checkpoint since.
      await produce(rides(75));
      await runtime.kill("taskmanager-1");
      await produce(rides(75));
      await runtime.restart("taskmanager-1");
      const counts = await committed(to, 300);
      expect((await job.checkpoints()).counts.restored).toBeGreaterThan(0);
      await job.cancel();
      const expected = ["d0", "d1", "d2"].flatMap((driver) => rides(100).map(({ id }) => `${driver} ${id + 1}`));
      expect(counts.map(({ driver, rides }) => `${driver} ${rides}`).toSorted()).toEqual(expected.toSorted());
    },
    180_000,
  );

  describe("a job that fails", () => {
    test("in a function: the line of TypeScript, the operator and the record", async () => {
      const job = await failed("forgetsNull", [ride(0), { id: 1, driver: null }]);
      const failure = await job.failure();
      expect(failure && tellFailure(failure)).toBe(
        [
          "TypeError: Cannot read property 'name' of null",
          `    at nameOf (${SHOWN}:${lineOf("return driver.name")}:10)`,
          `    at (anonymous) (${SHOWN}:${lineOf("nameOf(ride.driver")}:20)`,
          "operator  names (subtask 1/1)",
          'record    {"id":1,"driver":null}',
        ].join("\n"),
      );
    }, 60_000);

    test("in an endless loop: soon, and the TaskManager is as well as before", async () => {
      const job = await failed("spins", [ride(0)]);
      const { RUNNING, FAILED } = (await job.details()).timestamps;
      // 1.5 s of work; on a busy machine that takes longer.
      expect(FAILED - RUNNING).toBeLessThan(20_000);
      const failure = await job.failure();
      expect(failure?.message).toBe("Error: the function worked for more than 1.5 s and was stopped");
      expect(failure?.frames[0]?.at.file).toBe(SHOWN);
      expect(failure?.record).toBe('{"id":0}');
      const { to, args } = await ridesIn(rides(3));
      const next = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "next", args: [args] });
      await next.finished();
      expect(await to.values(COMMITTED)).toHaveLength(3);
    }, 60_000);

    test("on a record that is not JSON: its topic, partition and offset", async () => {
      const { from, args } = await ridesIn([ride(0)]);
      await from.produce([{ value: "{", partition: 0 }]);
      const job = await submitJob(flink, { file: FILE, exportName: "countRides" }, { name: "bad", args: [args] });
      const failure = await job.ended().then(() => job.failure());
      expect(failure?.message).toContain(`a Kafka record is not JSON (${from.name}, partition 0, offset 1)`);
      expect(failure?.record).toBe("{");
    }, 60_000);
  });

  test("a graph that differs each time is refused before it runs", async () => {
    const { args } = await ridesIn([]);
    const submitted = submitJob(flink, { file: FILE, exportName: "differsEachTime" }, { name: "n", args: [args] });
    await expect(submitted).rejects.toThrow(JobRefused);
    await expect(submitted).rejects.toThrow(/not deterministic.*operator 2 was/s);
  }, 60_000);
});
