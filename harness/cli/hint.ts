import type { Command } from "commander";
import { findExercise, readCourse, readHints, type Section } from "../course/index.ts";
import { type Pen, pen, thisTerminal } from "../feedback/index.ts";
import { fromRoot } from "../paths.ts";
import { Problem } from "../problem.ts";
import { hintsTold, rememberHints } from "./hints-told.ts";
import { prose } from "./terminal/prose.ts";

/** `katas hint`: one hint more with each call, from a nudge to nearly the answer. */
export function hint(program: Command): void {
  program
    .command("hint")
    .description("show the next hint for an exercise, each stronger than the one before")
    .argument("<exercise>", "which one (01/03, first-consumer)")
    .option("--all", "all hints at once")
    .addHelpText(
      "after",
      `
Examples:
  npx katas hint 01/03          the next hint
  npx katas hint 01/03 --all    all of them

Which hints you have seen is remembered; npx katas reset starts them over.`,
    )
    .action((word: string, { all }: { all?: boolean }) => {
      const exercise = findExercise(readCourse(), word);
      const hints = readHints(exercise);
      if (hints.length === 0) {
        throw new Problem(`${exercise.short} has no hints.`, {
          remedy: `Its lesson is in ${fromRoot(exercise.readme)}.`,
        });
      }
      const ink = pen(thisTerminal());
      const before = Math.min(hintsTold(exercise.key), hints.length);
      const first = all ? 0 : Math.min(before, hints.length - 1);
      const end = all ? hints.length : first + 1;
      for (const [index, section] of hints.slice(first, end).entries()) {
        console.log(told(section, first + index + 1, hints.length, ink));
      }
      rememberHints(exercise.key, end);
      console.log(`   ${ink.dim(after(exercise.short, before, end, hints.length))}`);
    });
}

function told({ heading, body }: Section, number: number, of: number, ink: Pen): string {
  return ` ${ink.bold(`Hint ${number} of ${of}`)}  ${ink.plain(heading)}\n\n${prose(body, ink)}\n`;
}

function after(short: string, before: number, end: number, of: number): string {
  if (end < of) return `For a stronger one: npx katas hint ${short}`;
  if (before >= of) return `That is the strongest. All of them again: npx katas hint ${short} --all`;
  return `That was the last. Run: npm test -- ${short}`;
}
