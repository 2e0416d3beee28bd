/**
 * Grading, with submissions that hold the references: one, a class, and what the confinement adds.
 * Run: `npx tsx bench/grade.ts [rounds] [students]`.
 */
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { type Course, KATAS, onACopy } from "./course.ts";
import { inTurns, median, roundsOr, SECONDS, type Subject } from "./figures.ts";

const EXERCISES = ["03/01", "03/02", "03/03", "03/04", "03/05", "03/06", "03/07"];
const STUDENTS = Number(process.argv[3] ?? 100);

await onACopy(async (course) => {
  const ann = submission(course, "ann");
  const singles: number[] = [];
  const one = graded(`npm run grade -- ${EXERCISES.join(" ")}`, "one submission: whole process", "8 s", async () => {
    const { ms } = await course.katas("grade", ...EXERCISES, "--submission", ann);
    singles.push(ms / 1000);
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

  const roster = path.join(course.scratch, "class");
  for (let i = 0; i < STUDENTS; i++) cpSync(ann, path.join(roster, `student-${i}`), { recursive: true });
  const { ms } = await course.katas(
    "grade",
    ...EXERCISES,
    "--roster",
    roster,
    "--reports",
    path.join(course.scratch, "reports"),
  );
  const single = median(singles.slice(1));
  const ratio = (single * STUDENTS * 1000) / ms;
  console.log(
    `| \`npm run grade -- … --roster\` | a class of ${STUDENTS}: whole process | **${(ms / 1000).toFixed(1)}** s, ` +
      `**${ratio.toFixed(1)}** times faster than ${STUDENTS} single runs of the median above | 1 | 3 times |`,
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

/** A submission that holds the references. */
function submission(course: Course, name: string): string {
  const folder = path.join(course.scratch, name);
  for (const short of EXERCISES) {
    const { module, solution, slug, folder: own } = course.exercise(short);
    const place = path.join(folder, "exercises", module.slug, path.basename(own));
    mkdirSync(place, { recursive: true });
    cpSync(path.join(solution, `${slug}.ts`), path.join(place, `${slug}.ts`));
  }
  return folder;
}
