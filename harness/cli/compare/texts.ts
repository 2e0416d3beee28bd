import { diffArrays } from "diff";
import wrapAnsi from "wrap-ansi";
import type { Pen } from "../../feedback/index.ts";

interface Chunk {
  whose: "yours" | "reference" | "both";
  lines: string[];
}

/** Under this share of common lines, a difference drawn line by line tells less than the two files one after the other. */
const ALIKE = 1 / 3;

/**
 * The learner's file and the reference as one text: what only one of them has is marked at the left. Two that have
 * little in common are shown whole, one under the other. Comments that document (`/** … *\/`) and blank lines at the
 * ends are left out: the stub's are the same for everybody.
 */
export function drawTexts(yours: string, reference: string, ink: Pen): string {
  const [mine, theirs] = [code(yours), code(reference)];
  const chunks = readable(mine, theirs);
  if (chunks.every(({ whose }) => whose === "both")) {
    return `${ink.paragraph("Your code and the reference are the same, comments aside.")}\n\n${draw(chunks, ink)}`;
  }
  const common = chunks.filter(({ whose }) => whose === "both").flatMap(({ lines }) => lines.filter(says)).length;
  const shorter = Math.min(mine.filter(says).length, theirs.filter(says).length);
  if (common >= shorter * ALIKE) {
    const legend = `${ink.yellow("-")} only in yours   ${ink.cyan("+")} only in the reference`;
    return `   ${legend}\n\n${draw(chunks, ink)}`;
  }
  return [
    `   ${ink.bold("Yours")}\n`,
    draw([{ whose: "yours", lines: mine }], ink),
    `\n   ${ink.bold("The reference")}\n`,
    draw([{ whose: "reference", lines: theirs }], ink),
  ].join("\n");
}

/** The lines that a reader compares. */
function code(source: string): string[] {
  return source
    .replaceAll("\r\n", "\n")
    .replaceAll(/^\/\*\*[\s\S]*?\*\/\n/gm, "")
    .trim()
    .split("\n")
    .map((line) => line.trimEnd());
}

/** Whether a line says anything: closing brackets and blank lines are alike everywhere. */
function says(line: string): boolean {
  return /\w/.test(line);
}

/** A difference by line, in which common lines that say nothing do not cut what belongs together. */
function readable(yours: string[], reference: string[]): Chunk[] {
  const raw = diffArrays(yours, reference).map(({ value, added, removed }): Chunk => {
    return { whose: added ? "reference" : removed ? "yours" : "both", lines: value };
  });
  const chunks: Chunk[] = [];
  let mine: string[] = [];
  let theirs: string[] = [];
  const close = () => {
    if (mine.length > 0) chunks.push({ whose: "yours", lines: mine });
    if (theirs.length > 0) chunks.push({ whose: "reference", lines: theirs });
    [mine, theirs] = [[], []];
  };
  for (const [i, { whose, lines }] of raw.entries()) {
    const between = i > 0 && i < raw.length - 1 && mine.length > 0 && theirs.length > 0;
    if (whose === "yours") mine.push(...lines);
    else if (whose === "reference") theirs.push(...lines);
    else if (between && !lines.some(says)) {
      mine.push(...lines);
      theirs.push(...lines);
    } else {
      close();
      chunks.push({ whose, lines });
    }
  }
  close();
  return chunks;
}

function draw(chunks: Chunk[], ink: Pen): string {
  const marks = { yours: "-", reference: "+", both: " " };
  const colours = { yours: ink.yellow, reference: ink.cyan, both: ink.dim };
  return chunks
    .flatMap(({ whose, lines }) =>
      lines.flatMap((line) => carriedOver(line, ink.width - 5).map((part) => [whose, part] as const)),
    )
    .map(([whose, line]) => `   ${colours[whose](`${marks[whose]} ${ink.plain(line)}`)}`.trimEnd())
    .join("\n");
}

/** A line of code in as many as the width takes; what is carried over stands further in. */
function carriedOver(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const [first = "", ...rest] = wrapAnsi(line.trimStart(), width - indent.length - 4, { hard: true }).split("\n");
  return [indent + first, ...rest.map((part) => `${indent}    ${part.trimStart()}`)];
}
