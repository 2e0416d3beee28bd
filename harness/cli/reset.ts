import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { type Exercise, findExercise, forgetProgress, readCourse, readProgress } from "../course/index.ts";
import { pen, thisTerminal } from "../feedback/index.ts";
import { fromRoot, STATE } from "../paths.ts";
import { EXIT, Problem } from "../problem.ts";
import { writeWhole } from "../whole-file.ts";
import { givenStub } from "./given-stub.ts";
import { hintsTold, rememberHints } from "./hints-told.ts";
import { interruptible } from "./terminal/interrupt.ts";

/** `katas reset`: an exercise as the course gave it. What is replaced is kept. */
export function reset(program: Command): void {
  program
    .command("reset")
    .description("start an exercise over: its stub, as the course gave it; your file is kept")
    .argument("<exercise>", "which one (01/03, first-consumer)")
    .option("--yes", "do not ask first")
    .addHelpText(
      "after",
      `
Example:
  npx katas reset 01/03

What it replaces is kept under .katas/kept, and said where. The stub comes from git's history, so your commits stay.`,
    )
    .action(async (word: string, { yes = false }: { yes?: boolean }) => {
      const exercise = findExercise(readCourse(), word);
      await interruptible((signal) => startOver(exercise, yes, signal));
    });
}

async function startOver(exercise: Exercise, yes: boolean, signal: AbortSignal): Promise<void> {
  const { file, short } = exercise;
  const ink = pen(thisTerminal());
  const name = fromRoot(file);
  const stub = await givenStub(exercise);
  const present = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (present !== undefined && unixLines(present) === unixLines(stub)) {
    console.log(` ${name} is as the course gave it: nothing to do.`);
    forget(exercise);
    return;
  }
  if (present !== undefined) {
    if (!yes && !(await agreed(`Replace ${name} by its stub? Your file is kept. (y/N) `, signal))) {
      console.log(" Nothing was changed.");
      return;
    }
    console.log(` Your file is kept: ${ink.cyan(fromRoot(keep(exercise)))}`);
  }
  writeWhole(file, stub);
  forget(exercise);
  console.log(` ${name} is as the course gave it. Run: npm test -- ${short}`);
}

/** A copy under `.katas/kept/<key>/`, named by the time. @returns its path */
function keep({ key, file }: Exercise): string {
  const time = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const kept = path.join(STATE, "kept", ...key.split("/"), `${time}-${path.basename(file)}`);
  mkdirSync(path.dirname(kept), { recursive: true });
  copyFileSync(file, kept);
  return kept;
}

/** Nothing is solved and no hint told any more. */
function forget({ key }: Exercise): void {
  if (readProgress()[key]) forgetProgress(key);
  if (hintsTold(key) > 0) rememberHints(key, 0);
}

/** @throws Problem (exit 2) where nobody can be asked; AbortError on Ctrl-C */
async function agreed(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new Problem("reset replaces your file, and there is no terminal to ask first.", {
      remedy: "Run it with --yes; the file is kept in .katas/kept.",
      exitCode: EXIT.usage,
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Here Ctrl-C and Ctrl-D come as keys, and a closed terminal leaves its question open for ever.
  const given = new AbortController();
  terminal.once("SIGINT", () => given.abort());
  terminal.once("close", () => given.abort());
  try {
    const answer = await terminal.question(question, { signal: AbortSignal.any([signal, given.signal]) });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** git on Windows may turn line ends; that is not a change of the learner's. */
function unixLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
