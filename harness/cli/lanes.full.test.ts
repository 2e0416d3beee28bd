/** Submissions of a class that need servers: each is judged on servers of its own, which end with it. Needs Java. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processesOf } from "../runtime/supervisor/testing/checkout.ts";
import { ownServers } from "../runtime/testing/own-servers.ts";
import { until } from "../until.ts";
import { Learner } from "./testing/learner.ts";

const { java, suite } = await ownServers("lanes", "lanes of grading");

const ANSWERS = "export async function f() { return 1; }\n";
const HANGS = "export async function f() { await new Promise(() => {}); }\n";

/** The programs of the processes that hold a folder. */
function commands(folder: string): string[] {
  const pids = processesOf(folder);
  if (pids.length === 0) return [];
  const names = spawnSync("ps", ["-o", "comm=", "-p", pids.join()], { encoding: "utf8" }).stdout;
  return names.trim().split("\n");
}

/** There are as many lanes at a time as cores. */
const sideBySide = java && availableParallelism() > 1;

describe.runIf(sideBySide)(suite, () => {
  let learner: Learner;
  beforeAll(() => {
    learner = new Learner();
    learner.course.module("module-00-setup", "Setup");
    learner.course.exercise(
      "module-00-setup/01-kafka",
      { title: "Kafka", needs: ["kafka"] },
      {
        "kafka.ts": ANSWERS,
        "kafka.test.ts": `import { expect, test } from "#harness";
import { f } from "./kafka.ts";
test("it is alone", { code: "KAF-01", deadlineMs: 60_000 }, async ({ kafka }) => {
  const admin = await kafka.admin();
  const made = await admin.createTopics({ topics: [{ topic: "of-one-lane" }], waitForLeaders: false });
  expect(made, "nobody has made this topic before").toBe(true);
  expect(await f()).toBe(1);
});`,
      },
    );
  });
  afterAll(() => learner?.leave());

  /** A class of two, with these answers. */
  function roster(name: string, answers: { ann: string; ben: string }) {
    for (const [student, answer] of Object.entries(answers)) {
      const file = path.join(learner.mark(name), student, "exercises/module-00-setup/01-kafka/kafka.ts");
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, answer);
    }
    const [reports, state] = [learner.mark(`${name}-reports`), learner.mark(`${name}-state`)];
    const args = ["grade", "00/01", "--roster", learner.mark(name), "--reports", reports];
    const lanes = path.join(state, "lanes");
    mkdirSync(lanes, { recursive: true });
    const child = learner.command(args, { KATAS_RUNTIME: "jvm", KATAS_KAFKA_BROKERS: "", KATAS_STATE: state });
    return { child, reports, lanes, said: learner.ended(child) };
  }

  test("each submission has a broker to itself", async () => {
    const { said, reports, lanes } = roster("two", { ann: ANSWERS, ben: ANSWERS });
    const { code, text } = await said;
    for (const student of ["ann", "ben"]) expect(text).toContain(`${student}  1 of 1  pass`);
    expect(code).toBe(0);
    const { confinement } = JSON.parse(readFileSync(path.join(reports, "ann.json"), "utf8"));
    expect(confinement).toMatchObject({ cluster: true });
    expect(processesOf(lanes)).toEqual([]);
    expect(readdirSync(lanes)).toEqual([]);
  }, 120_000);

  test("Ctrl-C ends them all, with their servers and their folders", async () => {
    const { child, said, lanes } = roster("hanging", { ann: HANGS, ben: HANGS });
    await until(
      "two brokers to run",
      () => commands(lanes).filter((name) => name.endsWith("java")).length,
      (n) => n === 2,
      60_000,
    );
    child.kill("SIGINT");
    const { code } = await said;
    expect(code).toBe(130);
    await until(
      "all of them to end",
      () => processesOf(lanes),
      (pids) => pids.length === 0,
      5_000,
    );
    expect(readdirSync(lanes)).toEqual([]);
  }, 120_000);

  test("who was judged before Ctrl-C keeps the grade, and the next run goes on with the rest", async () => {
    const { child, said, reports } = roster("half", { ann: ANSWERS, ben: HANGS });
    const ann = path.join(reports, "ann.json");
    await until(
      "ann's grade",
      () => existsSync(ann),
      (there) => there,
      60_000,
    );
    child.kill("SIGINT");
    expect((await said).code).toBe(130);
    const first = readFileSync(ann, "utf8");
    const again = await roster("half", { ann: ANSWERS, ben: ANSWERS }).said;
    for (const student of ["ann", "ben"]) expect(again.text).toContain(`${student}  1 of 1  pass`);
    expect(readFileSync(ann, "utf8")).toBe(first);
  }, 120_000);
});
