/** Runs every exercise of a course in one go and tells of each what `npm test` would tell had it been run alone. */
import { readCourse } from "../../course/index.ts";
import { pen, type RunReport, renderRun, thisTerminal } from "../../feedback/index.ts";
import { run } from "../../run/index.ts";
import { exitCode } from "../run-and-tell.ts";

const exercises = readCourse().flatMap((module) => module.exercises);
const told: Record<string, { code: number; text: string }> = {};
await run({
  exercises,
  variants: [{ target: "exercise", seed: 7 }],
  onReport: (report) => {
    for (const result of report.exercises) {
      const alone: RunReport = { ...report, exercises: [result] };
      const slug = result.key.replace(/^.*?-/, "");
      told[slug] = { code: exitCode(alone), text: renderRun(alone, exercises, pen(thisTerminal())) };
    }
  },
});
console.log(JSON.stringify(told));
process.exit(0);
