import { type CliOptions, parseCLI } from "vitest/node";
import { EXIT, Problem } from "../problem.ts";

/**
 * Splits what follows `npm test --` into our words and Vitest's own flags, which are passed on untouched.
 * @throws Problem (exit 2) for a flag Vitest does not know
 */
export function vitestArguments(args: string[]): { words: string[]; options: CliOptions } {
  try {
    const { filter, options } = parseCLI(["vitest", ...args]);
    // cac keeps the words a second time under "--" and the flags' own names; neither is an option.
    const { "--": _rest, color: _color, ...known } = options as CliOptions & { "--"?: string[]; color?: boolean };
    return { words: filter, options: known };
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    throw new Problem(`${sentence}.`, { remedy: "npm test -- --help shows what there is.", exitCode: EXIT.usage });
  }
}
