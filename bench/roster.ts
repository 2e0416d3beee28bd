/**
 * A class against as many single runs, every one of them run: half of the single runs before the class, half after it, so
 * that a machine that gets slower or faster meets both. A class of 100 takes some ten minutes.
 * Run: `npx tsx bench/roster.ts [students]`.
 */
import { cpSync } from "node:fs";
import path from "node:path";
import { onACopy } from "./course.ts";
import { roundsOr, row, SECONDS } from "./figures.ts";
import { EXERCISES, submission } from "./submission.ts";

const STUDENTS = roundsOr(100);

await onACopy(async (course) => {
  const ann = submission(course, "ann");
  const roster = path.join(course.scratch, "class");
  for (let i = 1; i <= STUDENTS; i++) cpSync(ann, path.join(roster, `student-${i}`), { recursive: true });
  const singles: number[] = [];
  const single = async (student: number) => {
    const { ms } = await course.katas("grade", ...EXERCISES, "--submission", path.join(roster, `student-${student}`));
    singles.push(ms / 1000);
    process.stderr.write(`single run ${student} of ${STUDENTS}  ${(ms / 1000).toFixed(2)} s\n`);
  };
  const half = Math.ceil(STUDENTS / 2);
  for (let student = 1; student <= half; student++) await single(student);
  const reports = path.join(course.scratch, "reports");
  const { ms } = await course.katas("grade", ...EXERCISES, "--roster", roster, "--reports", reports);
  for (let student = half + 1; student <= STUDENTS; student++) await single(student);

  const together = ms / 1000;
  const apart = singles.reduce((sum, one) => sum + one, 0);
  const command = `npm run grade -- ${EXERCISES.join(" ")}`;
  console.log(row({ command, measured: "one submission: whole process", goal: "8 s" }, singles, SECONDS));
  console.log(
    `| \`${command} --roster …\` | a class of ${STUDENTS}: whole process | **${together.toFixed(1)}** s; one by one ` +
      `${apart.toFixed(1)} s, **${(apart / together).toFixed(1)}** times as long | 1 | 3 times |`,
  );
});
