/**
 * A learner's jobs on a cluster that loses a part, and one that takes its memory: what the learner reads, and that the next
 * run finds a cluster that is well. Servers of this test's own, of the jvm runtime. Needs Java.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FlinkEndpoints, KafkaEndpoints } from "../runtime/contract.ts";
import { ownServers } from "../runtime/testing/own-servers.ts";
import { until } from "../until.ts";
import { Learner } from "./testing/learner.ts";

const STUB = `import { DiscardingSink, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import { jsonSource, type TopicAddress } from "#kata/flink";

export function follows(env: StreamExecutionEnvironment, address: TopicAddress): void {
  env
    .fromSource(jsonSource<number>(address, true), WatermarkStrategy.noWatermarks(), "numbers")
    .uid("numbers")
    .sinkTo(new DiscardingSink());
}

export function keeps(env: StreamExecutionEnvironment): void {
  const kept: Float64Array[] = [];
  env
    .fromData(...Array.from({ length: 300 }, (_, i) => i))
    .map((n) => n + kept.push(new Float64Array(500_000)))
    .uid("keeps")
    .sinkTo(new DiscardingSink());
}
`;

const TEST = (mark: string) => `import { writeFileSync } from "node:fs";
import { expect, test } from "#harness";
import { follows, keeps } from "./jobs.ts";

const followed = async ({ flink, topic }) => {
  const numbers = await topic("numbers");
  const job = await flink.run(follows, [{ brokers: flink.brokers, topic: numbers.name }]);
  await job.running();
  return job;
};

test("it runs", { code: "FLI-01" }, async ({ flink, topic }) => {
  expect(await (await followed({ flink, topic })).state()).toBe("RUNNING");
});

test("it waits", { code: "FLI-02", deadlineMs: 60_000 }, async ({ flink, topic }) => {
  const job = await followed({ flink, topic });
  writeFileSync(${JSON.stringify(mark)}, String(process.pid));
  await job.finished(50_000);
});

test("it keeps", { code: "FLI-03", deadlineMs: 60_000 }, async ({ flink }) => {
  await flink.runToEnd(keeps, []);
});
`;

const { runtime, java, suite, start, remove } = await ownServers("learner", "a learner's jobs on a cluster in trouble");

describe.runIf(java)(suite, () => {
  let learner: Learner;
  let broker: KafkaEndpoints;
  let cluster: FlinkEndpoints;

  beforeAll(async () => {
    learner = new Learner();
    learner.course.module("module-00-setup", "Setup");
    learner.course.exercise(
      "module-00-setup/01-jobs",
      { title: "Jobs", needs: ["kafka", "flink"] },
      { "jobs.ts": STUB, "jobs.test.ts": TEST(learner.mark("waits")) },
    );
    [broker, cluster] = await start();
    await gatewayAnswers();
  }, 180_000);
  afterAll(async () => {
    learner?.leave();
    await remove();
  }, 60_000);

  /** Flink is ready without it; a cluster that is named is asked whether all of it is. */
  const gatewayAnswers = () =>
    until(
      "the SQL Gateway to answer",
      () =>
        fetch(`${cluster.sqlGateway}/info`).then(
          ({ ok }) => ok,
          () => false,
        ),
      (answers) => answers,
      60_000,
    );

  const named = () => ({
    KATAS_STATE: learner.mark("state"),
    KATAS_RUNTIME: "external",
    KATAS_KAFKA_BROKERS: broker.brokers.join(","),
    KATAS_FLINK_REST: cluster.rest,
    KATAS_SQL_GATEWAY: cluster.sqlGateway,
  });
  const run = (name: string) => learner.test(["00/01", "-t", name], named());
  const katas = (command: string) => learner.ended(learner.command([command], named()));
  const read = (text: string) => text.replaceAll(/\s+/g, " ");

  /** Whatever was lost is started anew, and a job runs. */
  async function isWellAgain(): Promise<void> {
    cluster = await runtime.ensure("flink", () => undefined);
    await gatewayAnswers();
    const { code, text } = await run("it runs");
    expect(text).toContain(" + 00/01 jobs");
    expect(code).toBe(0);
  }

  test("a JobManager that dies in the middle of a check is an error of ours", async () => {
    const said = run("it waits");
    await learner.marked("waits");
    await runtime.kill("jobmanager");
    const { code, text } = await said;
    expect(read(text)).toContain(`! 00/01 jobs > it waits FLI-02 The JobManager at ${cluster.rest} does not answer.`);
    expect(text).not.toMatch(/^\s+at /m);
    expect(code).toBe(3);
    await isWellAgain();
  }, 180_000);

  test("a job that takes all of a TaskManager's memory fails, and is told where", async () => {
    const { code, text } = await run("it keeps");
    expect(read(text)).toContain(
      "x 00/01 jobs > it keeps FLI-03 The job failed: RangeError: what the job keeps needs more",
    );
    expect(text).toMatch(/jobs\.ts:\d+/);
    expect(read(text)).toContain("operator keeps (subtask 1/1)");
    expect(code).toBe(1);
    const looked = (await katas("look")).text;
    expect(looked).toMatch(new RegExp(`${cluster.rest}/#/job/[0-9a-f]{32}`));
    expect(looked).toMatch(/^ {2}RangeError: what the job keeps.*\n(.*\n)* {2}operator {2}keeps/m);
    expect((await katas("status")).text).toContain(` Flink's Web UI: ${cluster.rest}\n`);
    await isWellAgain();
  }, 180_000);
});
