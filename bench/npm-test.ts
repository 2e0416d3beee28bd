/** `npm test` of one exercise, warm: from Enter to the prompt. Run: `npx tsx bench/npm-test.ts [rounds]`. */
import { type Course, onACopy } from "./course.ts";
import { inTurns, roundsOr, SECONDS, type Subject } from "./figures.ts";
import { rustlings } from "./rustlings.ts";

await onACopy(async (course) => {
  const subjects = [
    npmTest(course, "00/01", "a pure exercise", "1.2 s"),
    npmTest(course, "00/02", "an exercise on Kafka", "2.5 s"),
    npmTest(course, "04/05", "an exercise in Flink SQL", "2 s"),
    ...rustlings(course, { saved: false }),
  ];
  await inTurns(subjects, roundsOr(10), SECONDS);
});

function npmTest(course: Course, exercise: string, what: string, goal: string): Subject {
  return {
    command: `npm test -- ${exercise}`,
    measured: `${what}, solved, warm: whole process`,
    goal,
    once: async () => {
      const { code, output, ms } = await course.run("npm", ["test", "--", exercise], { KATAS_TARGET: "solution" });
      if (code !== 0) throw new Error(`npm test -- ${exercise} ended with ${code}:\n${output}`);
      return ms / 1000;
    },
  };
}
