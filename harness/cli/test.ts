import { type Command, InvalidArgumentError } from "commander";
import { type Exercise, findExercises, type Module, nextUnsolved, readCourse, readProgress } from "../course/index.ts";

/** `npm test`: runs the next unsolved exercise, or the ones that are named. */
export function test(program: Command): void {
  program
    .command("test")
    .description("run exercises: the next unsolved one, or those named (module-01, 01/03, first-consumer, all)")
    .argument("[exercises...]", "what to run; flags that are not ours go to Vitest, for example -t first")
    .option("--seed <number>", "replay with the same generated input", wholeNumber)
    .allowUnknownOption()
    .addHelpText(
      "after",
      `
Examples:
  npm test                         the next exercise you have not solved
  npm test -- module-01            a module
  npm test -- 01/03 --seed 7       one exercise, with the input of an earlier run
  KATAS_TARGET=solution npm test -- 01/03    the reference instead of your file`,
    )
    .action(async (args: string[], { seed }: { seed?: number }) => {
      const { vitestArguments } = await import("../run/index.ts");
      const { words, options } = vitestArguments(args);
      const course = readCourse();
      const exercises = select(course, words);
      const { runAndTell } = await import("./run-and-tell.ts");
      process.exitCode = await runAndTell({ course, exercises, named: words.length > 0, seed, vitest: options });
    });
}

/** What the words of a command line mean, in path order and each once; no word means the next unsolved exercise. */
export function select(course: Module[], words: string[]): Exercise[] {
  const all = course.flatMap(({ exercises }) => exercises);
  if (words.length === 0)
    return [nextUnsolved(course, readProgress()) ?? all.at(-1)].filter((one) => one !== undefined);
  const wanted = new Set(words.flatMap((word) => findExercises(course, word)));
  return all.filter((exercise) => wanted.has(exercise));
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new InvalidArgumentError("It takes a whole number.");
  return Number(text);
}
