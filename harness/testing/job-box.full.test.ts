/** What is told of a job that stands still: servers of this test's own, of the jvm runtime. Needs Java. */
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FlinkRest, submitJob } from "../flink/submit/index.ts";
import type { Ride } from "../flink/submit/testing/jobs.ts";
import { Cluster } from "../kafka/index.ts";
import { ownServers } from "../runtime/testing/own-servers.ts";
import { until } from "../until.ts";
import { describeJob } from "./job-box.ts";

const FILE = path.join(import.meta.dirname, "../flink/submit/testing/jobs.ts");
const AT = Date.UTC(2026, 2, 1);

const { java, suite, start, remove } = await ownServers("job-box", "what is told of a job");

let flink: FlinkRest;
let kafka: Cluster;
let brokers: string;

/** A job of two partitions, of which one has a record; its topic is named as a check names topics. */
async function following(run: string, idleAfterMs: number | null | "no watermarks") {
  const from = await kafka.createTopic(`katas.${run}.job-01.rides.abc`, { partitions: 2 });
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
});
