/**
 * Grading a submission that holds the references, and what the confinement adds.
 * Run: `npx tsx bench/grade.ts [rounds]`.
 */
import { KATAS } from "../harness/paths.ts";
import { type Course, onACopy } from "./course.ts";
import { inTurns, roundsOr, SECONDS, type Subject } from "./figures.ts";
import { EXERCISES, submission } from "./submission.ts";

await onACopy(async (course) => {
  const ann = submission(course, "ann");
  const one = graded(`npm run grade -- ${EXERCISES.join(" ")}`, "one submission: whole process", "8 s", async () => {
    const { ms } = await course.katas("grade", ...EXERCISES, "--submission", ann);
    return ms / 1000;
  });
  const module = graded(
    "npm test -- 03/01 … 03/07",
    "module 03 without its Kafka exercise, solved: whole process",
    "3 s",
    () => practice(course, EXERCISES, "solution"),
  );
  await inTurns([one, module], roundsOr(5), SECONDS);

  // The same exercise in the tests' own process and in a confined one, in turns.
  const { solution } = course.exercise("00/03");
  await inTurns(
    [
      graded("npm test -- 00/03", "a data-in, data-out exercise in the tests' process", "", () =>
        practice(course, ["00/03"], "solution"),
      ),
      graded("KATAS_TARGET=sandbox:… npm test -- 00/03", "the same in a confined process", "0.15 s more", () =>
        practice(course, ["00/03"], `sandbox:${solution}`),
      ),
    ],
    roundsOr(5),
    SECONDS,
  );
});

function graded(command: string, measured: string, goal: string, once: () => Promise<number>): Subject {
  return { command, measured, goal, once };
}

/** @returns seconds of a whole `npm test`, without npm */
async function practice(course: Course, exercises: string[], target: string): Promise<number> {
  const { code, output, ms } = await course.run(process.execPath, [KATAS, "test", ...exercises], {
    KATAS_TARGET: target,
  });
  if (code !== 0) throw new Error(`katas test ended with ${code}:\n${output}`);
  return ms / 1000;
}
