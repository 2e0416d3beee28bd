/** `npm run watch`: from a save to the verdict. Run: `npx tsx bench/watch.ts [rounds]`. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { KATAS, ROOT } from "../harness/paths.ts";
import { type Course, onACopy } from "./course.ts";
import { inTurns, roundsOr, SECONDS, type Subject } from "./figures.ts";
import { rustlings } from "./rustlings.ts";

/** Between two saves, as a person at a keyboard would leave; the watcher has come to rest by then. */
const BETWEEN_SAVES_MS = 500;
const GIVE_UP_MS = 60_000;

await onACopy(async (course) => {
  const subjects = [
    await watched(course, "00/01", "a pure exercise", "0.3 s"),
    await watched(course, "00/02", "an exercise on Kafka", "1.2 s"),
    ...rustlings(course, { saved: true }),
  ];
  await inTurns(subjects, roundsOr(10), SECONDS);
});

/** Starts watching an exercise, and has its file saved, with the reference in it, once a round. */
async function watched(course: Course, name: string, what: string, goal: string): Promise<Subject> {
  const exercise = course.exercise(name);
  const reference = readFileSync(path.join(exercise.solution, `${exercise.slug}.ts`), "utf8");
  const child = spawn(process.execPath, [KATAS, "watch", name], { cwd: ROOT, env: course.env });
  course.adopt(child);
  let output = "";
  let heard = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      heard();
    });
  }
  child.once("exit", () => heard());

  /** Until a verdict on this file has been printed since the last call. */
  const verdict = async (): Promise<string> => {
    const deadline = performance.now() + GIVE_UP_MS;
    for (;;) {
      const end = output.indexOf(" watching ");
      if (end >= 0) {
        const told = output.slice(0, end);
        output = output.slice(end + 1);
        return told;
      }
      if (child.exitCode !== null || performance.now() > deadline) throw new Error(`no verdict came:\n${output}`);
      const news = new Promise<void>((resolve) => {
        heard = resolve;
      });
      await Promise.race([news, delay(1_000, undefined, { ref: false })]);
    }
  };

  await verdict();
  let edit = 0;
  return {
    command: `npm run watch -- ${name}`,
    measured: `${what}, saved with the reference in it: until the verdict is printed`,
    goal,
    once: async () => {
      await delay(BETWEEN_SAVES_MS);
      const saved = performance.now();
      writeFileSync(exercise.file, `${reference}// ${edit++}\n`);
      const told = await verdict();
      const ms = performance.now() - saved;
      if (!told.includes("Solved")) throw new Error(`${name} did not pass:\n${told}`);
      return ms / 1000;
    },
  };
}
