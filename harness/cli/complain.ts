import { CommanderError } from "commander";
import { pen, thisTerminal } from "../feedback/terminal.ts";
import { STATE } from "../paths.ts";
import { EXIT, Problem } from "../problem.ts";

/** Tells a person what stopped a command, and answers the exit code. Only a bug of ours shows a stack. */
export function complain(error: unknown): number {
  // Commander has already said what is wrong with a flag, and ends `--help` this way too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  if (error instanceof Error && error.name === "AbortError") return EXIT.interrupted;
  const { red, paragraph, plain } = pen(thisTerminal());
  const problem = error instanceof Problem ? error : unwritable(error);
  if (problem) {
    console.error(red(paragraph(plain(problem.message), 0)));
    if (problem.remedy) console.error(paragraph(plain(problem.remedy), 0));
    return problem.exitCode;
  }
  console.error(red("This is a fault of the course, not yours. Please report it with what follows."));
  console.error(error);
  return EXIT.ours;
}

/** A disk that is full and a folder that is somebody else's are nobody's bug. Every command writes to the state folder. */
function unwritable(error: unknown): Problem | undefined {
  if (!(error instanceof Error && "code" in error)) return undefined;
  const place = "path" in error && typeof error.path === "string" ? error.path : undefined;
  if (error.code === "ENOSPC" || error.code === "EDQUOT") {
    return new Problem(`The disk of ${place ?? STATE} is full.`, {
      remedy: "Make room; npx katas doctor tells how much is left where the course writes.",
    });
  }
  if (place === undefined || !["EACCES", "EPERM", "EROFS", "ENOTDIR"].includes(String(error.code))) return undefined;
  return new Problem(`${place} cannot be written (${error.code}).`, {
    remedy: "Make it writable, or move the checkout to a folder that is yours.",
  });
}
