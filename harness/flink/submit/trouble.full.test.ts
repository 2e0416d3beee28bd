/**
 * Jobs that ask too much of a cluster, and a cluster that loses a part: one sentence each, nothing hangs, and the next job
 * runs. Servers of this test's own, of the jvm runtime. Needs Java.
 */
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Cluster } from "../../kafka/index.ts";
import { Problem } from "../../problem.ts";
import { ownServers } from "../../runtime/testing/own-servers.ts";
import { FlinkRest, submitJob } from "./index.ts";
import type { Text } from "./testing/bad-jobs.ts";

const FILE = path.join(import.meta.dirname, "testing/bad-jobs.ts");
const SHOWN = "harness/flink/submit/testing/bad-jobs.ts";
const COMMITTED = { isolation: "read_committed" } as const;
const TEN_MEGABYTES = 10_000_000;

const { runtime, java, suite, remove } = await ownServers("trouble", "a cluster in trouble");

let flink: FlinkRest;
let kafka: Cluster;
let brokers: string;
let topics = 0;

/** A cluster, started anew if the last test has broken it. */
async function cluster(): Promise<void> {
  flink = new FlinkRest((await runtime.ensure("flink", () => undefined)).rest);
}

async function texts(...given: Text[]) {
  const number = ++topics;
  const from = await kafka.createTopic(`texts-${number}`, {
    config: { "max.message.bytes": String(2 * TEN_MEGABYTES) },
  });
  const to = await kafka.createTopic(`out-${number}`);
  for (const text of given) await from.produce([{ value: text }]);
  return { to, args: [{ brokers, from: from.name, to: to.name }] };
}

const submit = (exportName: string, args: unknown[]) =>
  submitJob(flink, { file: FILE, exportName }, { name: exportName, args });

describe.runIf(java)(suite, () => {
  beforeAll(async () => {
    const [broker] = await Promise.all([runtime.ensure("kafka", () => undefined), cluster()]);
    kafka = new Cluster(broker.brokers);
    brokers = broker.inside.join(",");
  }, 180_000);
  afterAll(async () => {
    await kafka?.close();
    await remove();
  }, 60_000);

  /** Whatever came before, the next job runs. */
  afterEach(async () => {
    await cluster();
    const { to, args } = await texts({ text: "abc" });
    await (await submit("measures", args)).finished();
    expect(await to.values<number>(COMMITTED)).toEqual([3]);
  }, 120_000);

  test("a record of ten megabytes is read like any other", async () => {
    const { to, args } = await texts({ text: "x".repeat(TEN_MEGABYTES) });
    await (await submit("measures", args)).finished();
    expect(await to.values<number>(COMMITTED)).toEqual([TEN_MEGABYTES]);
  }, 120_000);

  test("a record that is too long to be written fails the job, with its size", async () => {
    const { args } = await texts({ text: "x" });
    const job = await submit("writesTenMegabytes", args);
    expect(await job.ended()).toBe("FAILED");
    expect(await job.failure()).toMatchObject({
      message: expect.stringMatching(/The message is \d+ bytes when serialized/),
      operator: expect.stringContaining("long: Writer"),
      subtask: "1/1",
    });
  }, 120_000);

  test("a function that allocates without end is stopped", async () => {
    const { args } = await texts({ text: "x" });
    const job = await submit("allocates", args);
    expect(await job.ended()).toBe("FAILED");
    expect(await job.failure()).toMatchObject({
      message: expect.stringMatching(/worked for more than 1.5 s|memory/i),
      frames: expect.arrayContaining([expect.objectContaining({ at: expect.objectContaining({ file: SHOWN }) })]),
    });
  }, 120_000);

  test("a job that keeps more than a TaskManager holds says that memory is full", async () => {
    const { args } = await texts(...Array.from({ length: 300 }, () => ({ text: "x" })));
    const job = await submit("leaks", args);
    expect(await job.ended()).toBe("FAILED");
    expect(await job.failure()).toMatchObject({
      message: expect.stringMatching(/memory/i),
      frames: expect.arrayContaining([expect.objectContaining({ at: expect.objectContaining({ file: SHOWN }) })]),
    });
  }, 180_000);

  test("a job that wants more slots than there are says so", async () => {
    const { args } = await texts({ text: "x" });
    const job = await submit("wantsManySlots", args);
    expect(await job.ended()).toBe("FAILED");
    expect((await job.failure())?.message).toContain("too few free slots");
  }, 120_000);

  test("a JobManager that dies takes its jobs along, and is told", async () => {
    const { args } = await texts({ text: "x" });
    const job = await submit("measures", args);
    await runtime.kill("jobmanager");
    await expect(job.finished()).rejects.toThrow(Problem);
    await expect(job.finished()).rejects.toThrow(/JobManager at .* does not answer/);
  }, 120_000);
});
