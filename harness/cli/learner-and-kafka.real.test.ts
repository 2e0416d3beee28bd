/** A learner's run on real servers: what it leaves, what it tidies up, and what a server that is not there costs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RealCluster } from "../kafka/testing/real-cluster.ts";
import { untilEnded } from "../processes.ts";
import { jvmRuntime } from "../runtime/jvm/index.ts";
import { processesOf } from "../runtime/supervisor/testing/checkout.ts";
import { until } from "../until.ts";
import { Learner } from "./testing/learner.ts";

let learner: Learner;
let real: RealCluster;
beforeAll(async () => {
  learner = new Learner();
  learner.course.module("module-00-setup", "Setup");
  learner.course.exercise(
    "module-00-setup/01-pure",
    { title: "Pure" },
    {
      "pure.ts": "export async function f() { return 1; }\n",
      "pure.test.ts": `import { expect, test } from "#harness";
import { f } from "./pure.ts";
test("it is one", { code: "PUR-01" }, async () => { expect(await f()).toBe(1); });`,
    },
  );
  learner.course.exercise(
    "module-00-setup/02-kafka",
    { title: "Kafka", needs: ["kafka"] },
    {
      "kafka.ts": `export async function f(mark?: string) {
  if (!mark) return 1;
  (await import("node:fs")).writeFileSync(mark, String(process.pid));
  await new Promise(() => {});
}\n`,
      "kafka.test.ts": `import { expect, test } from "#harness";
import { f } from "./kafka.ts";
test("it passes", { code: "KAF-01" }, async ({ topic }) => { await topic("passed"); expect(await f()).toBe(1); });
test("it fails", { code: "KAF-02" }, async ({ topic, group }) => {
  group("kept");
  await (await topic("failed")).produce([{ value: "to look at" }]);
  expect(await f()).toBe(2);
});
test("it waits", { code: "KAF-03", deadlineMs: 6_000 }, async ({ kafka, topic, group }) => {
  const waiting = await topic("waiting");
  await waiting.produce([{ key: "k", value: "in the black box" }]);
  const consumer = kafka.kafka.consumer({ groupId: group("late"), maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic: waiting.name, fromBeginning: true });
  await new Promise((resolve, reject) => {
    const eachMessage = ({ topic, partition, message: { offset } }) =>
      consumer.commitOffsets([{ topic, partition, offset }]).then(resolve, reject);
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
  await f(${JSON.stringify(learner.mark("waiting"))});
});`,
    },
  );
  real = await RealCluster.open();
}, 60_000);
afterAll(async () => {
  learner.leave();
  await real.close();
});

function onBrokers(brokers: string[], state: string) {
  return { KATAS_RUNTIME: "external", KATAS_KAFKA_BROKERS: brokers.join(","), KATAS_STATE: learner.mark(state) };
}

const topics = async () => (await real.cluster.admin()).listTopics();

describe("what a run leaves on a cluster", () => {
  test("a passed check's topics go with it, a failed one's stay until the next run; a killed run's go too", async () => {
    const env = onBrokers(real.cluster.brokers, "leaves");
    const scenes = path.join(env.KATAS_STATE, "scenes");
    const noted = () =>
      readdirSync(scenes).flatMap((file) =>
        [...readFileSync(path.join(scenes, file), "utf8").matchAll(/"name":"(.*?)"/g)].map(([, name = ""]) => name),
      );

    const failed = await learner.test(["00/02", "-t", "it (passes|fails)"], env);
    expect(failed.code).toBe(1);
    const kept = noted();
    expect(kept.map((name) => name.split(".")[3]).sort()).toEqual(["failed", "kept"]);
    expect(await topics()).toContain(kept.find((name) => name.includes("failed")));

    const killed = learner.start(["00/02", "-t", "it waits"], env);
    const worker = await learner.marked("waiting");
    killed.kill("SIGKILL");
    await until(
      "the killed run's worker to end",
      () => killed.exitCode ?? killed.signalCode,
      (ended) => ended !== null,
    );
    const left = noted().filter((name) => name.includes("waiting"));
    expect(left).toHaveLength(1);
    expect(await untilEnded([worker], 3_000)).toEqual([]);

    const running = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    try {
      const others = await real.topic("of-a-run-that-is-under-way");
      const note = {
        key: "00/02-kafka",
        code: "KAF-02",
        kind: "topic",
        name: others.name,
        brokers: real.cluster.brokers,
      };
      writeFileSync(path.join(scenes, `other.${running.pid}.jsonl`), `${JSON.stringify(note)}\n`);

      const passed = await learner.test(["00/02", "-t", "it passes"], env);
      expect(passed.code).toBe(0);
      const there = await topics();
      for (const name of [...kept, ...left]) expect(there).not.toContain(name);
      expect(there).toContain(others.name);
      expect(noted()).toEqual([others.name]);
    } finally {
      running.kill("SIGKILL");
      await once(running, "exit");
    }
  }, 60_000);

  test("a time-out tells what is on the servers", async () => {
    const { code, text } = await learner.test(
      ["00/02", "-t", "it waits"],
      onBrokers(real.cluster.brokers, "black-box"),
    );
    expect(code).toBe(1);
    expect(text).toContain("f did not finish within 6 s.");
    expect(text).toMatch(/topic waiting {2}partition 0 {2}end 1\n\s+0 {2}k {2}"in the black box"/);
    expect(text).toMatch(/group late {2}1 member {2}on waiting\n\s+partition 0 committed 0, lag 1\n/);
  });
});

test("a grader that is killed takes along the lane that judges for it, and the submission", async () => {
  const submission = learner.mark("submission");
  const file = path.join(submission, "exercises/module-00-setup/02-kafka/kafka.ts");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "export async function f() { await new Promise(() => {}); }\n");
  const temporary = learner.mark("temporary");
  mkdirSync(temporary);
  const env = { ...onBrokers(real.cluster.brokers, "killed-grader"), TMPDIR: temporary };
  const lanes = path.join(env.KATAS_STATE, "lanes");
  const grader = learner.command(["grade", "00/02", "--submission", submission], env);
  const ended = learner.ended(grader);
  const submitted = () => processesOf(path.join(temporary, "katas-staging-"));
  await until("the submission to be judged", submitted, (pids) => pids.length > 0, 20_000);
  expect(processesOf(lanes)).not.toEqual([]);
  grader.kill("SIGKILL");
  await ended;
  await until(
    "both to end",
    () => [...processesOf(lanes), ...submitted()],
    (pids) => pids.length === 0,
    5_000,
  );
  expect(readdirSync(lanes)).toEqual([]);
}, 60_000);

describe("a server that cannot be had", () => {
  test("is an error of ours, said once, and the exercise that needs none runs all the same", async () => {
    const { code, text } = await learner.test(["module-00"], onBrokers(["127.0.0.1:1"], "nobody"));
    expect(code).toBe(3);
    expect(text).toContain(" + 00/01 pure  1 check\n");
    const said = text.replaceAll(/\s+/g, " ");
    expect(said).toContain(
      "! 00/02 kafka > it passes KAF-01 No Kafka broker answers at 127.0.0.1:1 (KATAS_KAFKA_BROKERS).",
    );
    expect(said).toContain("npx katas doctor looks for the cause.");
    expect(said).not.toMatch(/npx katas hint|Replay/);
    const progress = JSON.parse(readFileSync(path.join(learner.mark("nobody"), "progress.json"), "utf8"));
    expect(Object.keys(progress)).toEqual(["00/01-pure"]);
  });

  test.each([
    [{ KATAS_RUNTIME: "podman" }, "KATAS_RUNTIME=podman names no runtime."],
    [{ KATAS_RUNTIME: "external", KATAS_KAFKA_BROKERS: "" }, "KATAS_KAFKA_BROKERS"],
  ])("is a mistake in the environment with %j, and nothing runs", async (env, sentence) => {
    const { code, text } = await learner.test(["module-00"], env);
    expect(text).toContain(sentence);
    expect(text).not.toContain("00/01");
    expect(code).toBe(2);
  });

  test("is an error of ours too when it dies in the middle of a check", async () => {
    const dataFolder = mkdtempSync(path.join(os.tmpdir(), "katas-dying-"));
    const runtime = jvmRuntime({ dataFolder });
    try {
      const { brokers } = await runtime.ensure("kafka", () => {});
      rmSync(learner.mark("waiting"), { force: true });
      const said = learner.test(["00/02", "-t", "it waits"], onBrokers(brokers, "dying"));
      await learner.marked("waiting");
      await runtime.kill("kafka-1");
      const { code, text } = await said;
      expect(text.replaceAll(/\s+/g, " ")).toContain(
        `! 00/02 kafka > it waits KAF-03 Kafka at ${brokers[0]} stopped answering during the check.`,
      );
      expect(text).not.toMatch(/did not finish|^\s+at /m);
      expect(code).toBe(3);
    } finally {
      await runtime.down();
      rmSync(dataFolder, { recursive: true, force: true });
    }
  }, 60_000);
});
