import type { Command } from "commander";
import { type Exercise, findExercise, isSolved, nextUnsolved, readCourse, readProgress } from "../course/index.ts";
import { wholeNumber } from "./test.ts";

/** `npm run watch`: an exercise again at every save. */
export function watch(program: Command): void {
  program
    .command("watch")
    .description("run an exercise again whenever you save it: the next unsolved one, or the one that is named")
    .argument("[exercise]", "for example 01/03 or first-consumer")
    .option("--seed <number>", "the same generated input at every run; drawn anew unless told", wholeNumber)
    .addHelpText(
      "after",
      "\nExamples:\n  npm run watch\n  npm run watch -- 01/03\n\nKeys: n next exercise, h hint, r run again, q quit",
    )
    .action(async (word: string | undefined, { seed }: { seed?: number }) => {
      const course = readCourse();
      const { follow } = await import("./follow.ts");
      const { interruptible } = await import("./terminal/interrupt.ts");
      let exercise: Exercise | undefined = word ? findExercise(course, word) : nextUnsolved(course, readProgress());
      if (!exercise) {
        console.log(" Every exercise is solved. Name one to follow it all the same: npm run watch -- 01/03");
        return;
      }
      await interruptible(async (signal) => {
        while (exercise) {
          const wish: "next" | "quit" = await follow(exercise, { course, seed, signal });
          if (wish === "quit") return;
          const all = course.flatMap(({ exercises }) => exercises);
          const after = all.slice(all.indexOf(exercise) + 1);
          exercise = after.find((one) => !isSolved(readProgress(), one)) ?? nextUnsolved(course, readProgress());
        }
        console.log(" Every exercise is solved.");
      });
    });
}
