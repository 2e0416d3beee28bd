import type { Command } from "commander";
import { distance } from "fastest-levenshtein";
import { type Exercise, readCourse, readExplanations } from "../course/index.ts";
import { pen, thisTerminal } from "../feedback/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { prose } from "./terminal/prose.ts";

/** Codes that are named where one is not known. */
const NEAREST = 3;

/** `katas explain`: what a check stands for, why it matters and how to see it. */
export function explain(program: Command): void {
  program
    .command("explain")
    .description("explain a check by its code: what it stands for, why it matters, where to read on")
    .argument("<code>", "the code that a failure shows (CON-02)")
    .addHelpText("after", "\nExample:\n  npx katas explain CON-02")
    .action((code: string) => {
      const explained = explanations();
      const wanted = code.toUpperCase();
      const found = explained.get(wanted);
      if (!found) throw unknown(code, wanted, [...explained.keys()]);
      const { exercise, text } = found;
      const ink = pen(thisTerminal());
      console.log(` ${ink.bold(wanted)}  ${exercise.short} ${ink.plain(exercise.title.toLowerCase())}\n`);
      console.log(`${prose(text, ink)}\n`);
      console.log(`   ${ink.dim(`Run it: npm test -- ${exercise.short}   Hint: npx katas hint ${exercise.short}`)}`);
    });
}

function explanations(): Map<string, { exercise: Exercise; text: string }> {
  const exercises = readCourse().flatMap((module) => module.exercises);
  return new Map(
    exercises.flatMap((exercise) =>
      [...readExplanations(exercise)].map(([code, text]) => [code.toUpperCase(), { exercise, text }] as const),
    ),
  );
}

function unknown(code: string, wanted: string, codes: string[]): Problem {
  const near = codes.toSorted((a, b) => distance(wanted, a) - distance(wanted, b) || a.localeCompare(b));
  const names = near.slice(0, NEAREST).join(", ");
  return new Problem(`No check has the code "${code}".${names && ` The nearest are ${names}.`}`, {
    remedy: "A failure shows its code at the right of its first line.",
    exitCode: EXIT.usage,
  });
}
