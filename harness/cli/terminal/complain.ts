import { CommanderError } from "commander";
import { pen, thisTerminal } from "../../feedback/terminal.ts";
import { EXIT, problemOf } from "../../problem.ts";

/** Tells a person what stopped a command, and answers the exit code. Only a bug of ours shows a stack. */
export function complain(error: unknown): number {
  // Commander has already said what is wrong with a flag, and ends `--help` this way too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  if (error instanceof Error && error.name === "AbortError") return EXIT.interrupted;
  const { red, paragraph, plain } = pen(thisTerminal());
  const problem = problemOf(error);
  if (problem) {
    console.error(red(paragraph(plain(problem.message), 0)));
    if (problem.remedy) console.error(paragraph(plain(problem.remedy), 0));
    return problem.exitCode;
  }
  console.error(red("This is a fault of the course, not yours. Please report it with what follows."));
  console.error(error);
  return EXIT.ours;
}
