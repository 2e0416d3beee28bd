/**
 * The first run of a day: nothing of the course runs, everything is fetched.
 * Run: `npx tsx bench/first-start.ts [rounds] [exercise]`, with KATAS_RUNTIME=docker for containers.
 */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { findExercise, readCourse } from "../harness/course/index.ts";
import { KATAS, ROOT } from "../harness/paths.ts";
import { ClassArchive } from "../harness/runtime/jvm/class-data-sharing.ts";
import { install } from "../harness/runtime/jvm/installation.ts";
import { JVM_FLAGS } from "../harness/runtime/jvm/kafka-cluster.ts";
import { type Course, onACopy } from "./course.ts";
import { inTurns, roundsOr, SECONDS } from "./figures.ts";

const ARCHIVE_MS = 120_000;
const runtime = process.env.KATAS_RUNTIME === "docker" ? "docker" : "jvm";

const exercise = process.argv[3] ?? "00/02";
const { needs } = findExercise(readCourse(), exercise);
const GOALS = needs.includes("flink") ? { jvm: "5 s", docker: "45 s" } : { jvm: "4 s", docker: "8 s" };

await onACopy(async (course) => {
  await course.katas("up", ...needs);
  if (runtime === "jvm") await untilClassArchive();
  const subject = {
    command: `npm test -- ${exercise}`,
    measured: `${runtime}, nothing runs, everything is fetched: until the first check begins`,
    goal: GOALS[runtime],
    once: () => firstCheck(course),
  };
  await inTurns([subject], roundsOr(5), SECONDS);
}, runtime);

/** The header of a run is printed when its servers are ready, and then the first check begins. */
async function firstCheck(course: Course): Promise<number> {
  await course.katas("down");
  const started = performance.now();
  const env = { ...course.env, KATAS_TARGET: "solution" };
  const child = spawn(process.execPath, [KATAS, "test", exercise], { cwd: ROOT, env });
  course.adopt(child);
  let output = "";
  let begins: number | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      if (output.includes(` on ${runtime}`)) begins ??= performance.now() - started;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0 || begins === undefined) throw new Error(`npm test -- ${exercise} ended with ${code}:\n${output}`);
  return begins / 1000;
}

/** The archive of Kafka's classes is made once, in the background, behind the first broker there ever was. */
async function untilClassArchive(): Promise<void> {
  const deadline = AbortSignal.timeout(ARCHIVE_MS);
  const installation = await install("kafka", () => {}, deadline);
  const archive = await ClassArchive.of(installation, JVM_FLAGS);
  while (!archive.exists()) {
    if (deadline.aborted) throw new Error(`no class archive was made: ${archive.file}`);
    await delay(200);
  }
}
