import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { type Exercise, findExercise, readCourse } from "../course/index.ts";
import { type Pen, pen, thisTerminal } from "../feedback/index.ts";
import { fromRoot } from "../paths.ts";
import { interruptible } from "./terminal/interrupt.ts";
import { prose } from "./terminal/prose.ts";

/** `katas solution`: after a pass, the reference beside the learner's code, and the discussion. */
export function solution(program: Command): void {
  program
    .command("solution")
    .description("after a pass: the reference beside your code, other right answers, and the discussion")
    .argument("<exercise>", "which one (01/03, first-consumer)")
    .option("--give-up", "show it though your file does not pass")
    .addHelpText(
      "after",
      `
Examples:
  npx katas solution 01/03              once you have solved it
  npx katas solution 01/03 --give-up    at once

A file that was changed since it passed is run first.`,
    )
    .action(async (word: string, { giveUp = false }: { giveUp?: boolean }) => {
      const exercise = findExercise(readCourse(), word);
      await interruptible(async (signal) => {
        const { drawTexts, passed, referenceOf } = await import("./compare/index.ts");
        const reference = referenceOf(exercise);
        const standing = await passed(exercise, { giveUp, signal });
        const ink = pen(thisTerminal());
        console.log(` ${ink.bold(`${exercise.short} ${exercise.title.toLowerCase()}`)}  beside the reference\n`);
        if (!standing.passed) tellGivenUp(exercise, standing.why, ink);
        const yours = existsSync(exercise.file) ? readFileSync(exercise.file, "utf8") : "";
        console.log(`${drawTexts(yours, readFileSync(reference, "utf8"), ink)}\n`);
        console.log(`   ${ink.dim(`In ${fromRoot(exercise.solution)}/`)}\n`);
        await tellAlternatives(exercise, ink);
        tellDiscussion(exercise, ink);
        console.log(`   ${ink.dim(`How they differ when they run: npx katas compare ${exercise.short}`)}`);
      });
    });
}

/** Said before an answer is shown to somebody whose file does not pass. */
export function tellGivenUp({ short }: Exercise, why: string, ink: Pen): void {
  const sentence = `Given up, which is a way to learn too: ${short} ${why} Read, close this, and write it yourself.`;
  console.log(`${ink.paragraph(ink.plain(sentence))}\n`);
}

async function tellAlternatives(exercise: Exercise, ink: Pen): Promise<void> {
  const { bank, targetFile } = await import("../run/index.ts");
  const files = bank(exercise)
    .filter((target) => target.startsWith("alternative:"))
    .map((target) => targetFile(exercise, target));
  if (files.length === 0) return;
  console.log(` ${ink.bold("Other right answers")}\n`);
  for (const file of files) {
    console.log(`   ${ink.cyan(path.relative(exercise.solution, file))}`);
    console.log(`${ink.paragraph(ink.plain(firstComment(readFileSync(file, "utf8"))), 5)}\n`);
  }
}

/** The lines of comment that a file begins with. */
function firstComment(source: string): string {
  const lines = source.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines
    .slice(0, Math.max(0, end))
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join(" ");
}

function tellDiscussion(exercise: Exercise, ink: Pen): void {
  const file = path.join(exercise.solution, "DISCUSSION.md");
  if (!existsSync(file)) return;
  const text = readFileSync(file, "utf8").replace(/^# .*\r?\n/, "");
  console.log(` ${ink.bold("Discussion")}\n\n${prose(text.trim(), ink)}\n`);
}
