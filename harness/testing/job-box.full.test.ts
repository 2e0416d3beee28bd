/** What is told of a job that stands still: servers of this test's own, of the jvm runtime. Needs Java. */
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FlinkRest, submitJob } from "../flink/submit/index.ts";
import type { Ride } from "../flink/submit/testing/jobs.ts";
import { Cluster } from "../kafka/index.ts";
import { ownServers } from "../runtime/testing/own-servers.ts";
import { until } from "../until.ts";
import { describeJob } from "./job-box.ts";
import { uniqueName } from "./names.ts";

const FILE = path.join(import.meta.dirname, "../flink/submit/testing/jobs.ts");
const AT = Date.UTC(2026, 2, 1);

const { java, suite, start, remove } = await ownServers("job-box", "what is told of a job");

let flink: FlinkRest;
let kafka: Cluster;
let brokers: string;

/** A job of two partitions, of which one has a record; its topic is named as a check names topics. */
async function following(run: string, idleAfterMs: number | null | "no watermarks") {
  const from = await kafka.createTopic(uniqueName("1f", "job-01", "rides"), { partitions: 2 });
  await from.produce([{ value: { id: 1, driver: null } satisfies Ride, partition: 1, timestamp: AT }]);
  const args = [{ brokers, from: from.name, to: from.name, bounded: false }, idleAfterMs];
  const job = await submitJob(flink, { file: FILE, exportName: "followsEventTime" }, { name: run, args });
  await job.running();
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

  test("the partition that all wait for is named", async () => {
    const job = await following("stalls", null);
    const { told } = await until(
      "the record to be read",
      () => describeJob(job, false),
      ({ told }) => told.some((line) => line.includes(`watermark ${AT - 1}`)),
      20_000,
    );
    await job.cancel();
    expect(told).toContain("    rides partition 0         watermark none yet  all wait for it");
    expect(told).toContain(`    rides partition 1         watermark ${AT - 1}`);
    for (const line of told) expect(line.length, line).toBeLessThan(80);
    expect(told.find((line) => line.startsWith("    watermark"))).toMatch(/^ {4}watermark none yet {2}idle \d+%/);
  }, 60_000);

  test("and so is one that was found idle", async () => {
    const job = await following("idles", 200);
    const { told } = await until(
      "a partition to be found idle",
      () => describeJob(job, false),
      ({ told }) => told.some((line) => line.includes("not waited for")),
      20_000,
    );
    await job.cancel();
    expect(told).toContain("    rides partition 0         watermark none  idle: not waited for");
  }, 60_000);

  test("where there are no watermarks, nobody waits", async () => {
    const job = await following("none", "no watermarks");
    const { told } = await until(
      "the record to be read",
      () => describeJob(job, false),
      ({ told }) => told.some((line) => line.includes("in 1 ")) && told.some((line) => line.includes("partition 1")),
      20_000,
    );
    await job.cancel();
    expect(told).toContain("    rides partition 0         watermark none yet");
    expect(told).toContain("    rides partition 1         watermark none yet");
  }, 60_000);

  test("whoever is waited for is told, each subtask by itself", async () => {
    const from = await kafka.createTopic("katas.slow.job-01.rides.abc", { partitions: 2 });
    const name = "x".repeat(1_000);
    const rides = Array.from({ length: 5_000 }, (_, id): Ride => ({ id, driver: { name } }));
    // A request has to be smaller than a megabyte.
    for (let next = 0; next < rides.length; next += 500) {
      await from.produce(rides.slice(next, next + 500).map((value) => ({ value, partition: value.id % 2 })));
    }
    const args = [{ brokers, from: from.name, to: from.name, bounded: false }];
    const job = await submitJob(flink, { file: FILE, exportName: "takesLong" }, { name: "slow", args });
    const held = /back-pressured [1-9]\d*%$/;
    const { told } = await until(
      "the source to be held back",
      () => describeJob(job, false),
      ({ told }) => told.some((line) => held.test(line)),
      20_000,
    );
    await job.cancel();
    const subtasks = told.filter((line) => / {2}busy \d/.test(line)).map((line) => line.replace(/ {2}idle.*/, ""));
    expect(subtasks).toEqual(["1/2", "2/2", "1/2", "2/2"].map((number) => `    ${number}  watermark none yet`));
    const source = told.findIndex((line) => line.startsWith("  Source: "));
    expect(told.slice(source + 1, source + 3).some((line) => held.test(line))).toBe(true);
  }, 60_000);

  test("why it begins again and again is told with its line and record", async () => {
    const from = await kafka.createTopic("katas.again.job-01.rides.abc", { partitions: 1 });
    await from.produce([{ value: { id: 1, driver: null } satisfies Ride }]);
    const args = [{ brokers, from: from.name, to: from.name, bounded: false }];
    const job = await submitJob(flink, { file: FILE, exportName: "forgetsNullAgain" }, { name: "again", args });
    const { told } = await until(
      "a failure to be told",
      () => describeJob(job, false),
      ({ told }) => told.some((line) => line.includes("TypeError")),
      20_000,
    );
    await job.cancel();
    expect(told.join("\n")).toMatch(
      /at nameOf \(.*jobs\.ts:\d+:\d+\)\n(.*\n)*.* operator {2}names.*\n.* record {4}\{"id":1/,
    );
    for (const line of told) expect(line.length, line).toBeLessThan(80);
  }, 60_000);
});
