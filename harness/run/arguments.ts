import { closest, distance } from "fastest-levenshtein";
import { type CliOptions, parseCLI } from "vitest/node";
import { EXIT, Problem } from "../problem.ts";

/**
 * Vitest's flags that make sense here. The others would change what a run is (its files, processes, reporter), and Vitest,
 * called from a program, takes any flag in silence: a misspelt one would just do nothing.
 */
const PASSED_ON = [
  "t",
  "testNamePattern",
  "bail",
  "retry",
  "inspect",
  "inspectBrk",
  "detectAsyncLeaks",
  "logHeapUsage",
  "disableConsoleIntercept",
];

/** Flags of ours, which a slip of the finger may have meant. */
const OURS = ["seed", "help"];

/**
 * Splits what follows `npm test --` into our words and flags of Vitest's, which are passed on untouched.
 * @throws Problem (exit 2) for a flag that is neither ours nor passed on
 */
export function vitestArguments(args: string[]): { words: string[]; options: CliOptions } {
  const { filter, options } = parsed(args);
  // cac keeps the words a second time under "--" and the flags' own names; neither is an option.
  const { "--": _rest, color: _color, ...given } = options as CliOptions & { "--"?: string[]; color?: boolean };
  const unknown = Object.keys(given).find((name) => !PASSED_ON.includes(name));
  if (unknown !== undefined) throw unknownFlag(unknown);
  return { words: filter, options: given };
}

function parsed(args: string[]): ReturnType<typeof parseCLI> {
  try {
    return parseCLI(["vitest", ...args]);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    throw new Problem(`${sentence}.`, { remedy: "npm test -- --help shows what there is.", exitCode: EXIT.usage });
  }
}

function unknownFlag(name: string): Problem {
  const flag = (one: string) => (one.length === 1 ? `-${one}` : `--${one}`);
  const near = closest(name, [...PASSED_ON, ...OURS]);
  const guess = name.length > 1 && distance(name, near) <= 2 ? ` Did you mean ${flag(near)}?` : "";
  return new Problem(`There is no flag ${flag(name)}.${guess}`, {
    remedy: "npm test -- --help shows what there is.",
    exitCode: EXIT.usage,
  });
}
