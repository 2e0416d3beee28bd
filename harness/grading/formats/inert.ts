import { stripVTControlCharacters } from "node:util";

/*
 * A learner's words (messages, evidence, the names of folders and files) go into logs that obey commands, pages that
 * render Markdown, and tables that compute. Every format takes them through here, and nowhere else.
 */

/** Two letters of the kind "joiner" belong to words of Persian and of Indian languages; all else of the kind is unseen. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cf}\p{Noncharacter_Code_Point}]/gu;
/** Nobody reads more of one text, however much of it there is. */
const MOST_READ = 20_000;

/** Half of a letter: no text at all. */
const HALF = /\p{Surrogate}/gu;
const CONTROL = /(?![\t\n])\p{Cc}/gu;
const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029\v\f]/g;

/**
 * Several lines of text: no escape codes, no control characters but tab and line feed, nothing that turns the direction
 * of reading, nothing that log commands begin with.
 * @param most  how many lines and letters there are at most; what is left out is said
 */
export function inert(text: string, most: { letters: number; lines?: number }): string {
  const lines = clean(text.slice(0, MOST_READ)).split("\n");
  const kept = lines.slice(0, most.lines ?? lines.length);
  const more = lines.length - kept.length;
  const shown = cut(kept.join("\n"), most.letters).trimEnd();
  const count = text.length > MOST_READ ? `more than ${more}` : more;
  return withoutCommands(more > 0 ? `${shown}\n(${count} more ${count === 1 ? "line" : "lines"})` : shown);
}

/** One line of such text. */
export function inertLine(text: string, letters: number): string {
  return withoutCommands(cut(clean(text.slice(0, MOST_READ)).replaceAll(/\s+/g, " ").trim(), letters));
}

function clean(text: string): string {
  return stripVTControlCharacters(text.replaceAll(LINE_BREAK, "\n"))
    .replaceAll(CONTROL, "")
    .replaceAll(UNSEEN, "")
    .replaceAll(HALF, "\ufffd");
}

function cut(text: string, letters: number): string {
  if (text.length <= letters) return text;
  const whole = [...text];
  return whole.length <= letters ? text : `${whole.slice(0, Math.max(0, letters - 3)).join("")}...`;
}

/**
 * GitHub's runner obeys a line of output that begins with `::`, white space aside, and one that holds `##[` anywhere
 * (actions/runner, ActionCommand). A word that begins with `::` might be wrapped to a line's start.
 */
function withoutCommands(text: string): string {
  return text.replaceAll(/(?<!\S):{2,}/g, (colons) => [...colons].join(" ")).replaceAll(/#(?=#\[)/g, "# ");
}

/** A block of Markdown that shows any text as it is: its fence is longer than each run of backticks inside. */
export function fenced(text: string): string {
  const fence = "`".repeat(Math.max(3, 1 + longestRun(text)));
  return `${fence}text\n${text}\n${fence}`;
}

/** One line as code within Markdown, in a table too. */
export function codeSpan(line: string): string {
  const ticks = "`".repeat(1 + longestRun(line));
  const inside = line.replaceAll("|", "\\|");
  return /^`|`$|^ .* $/.test(inside) ? `${ticks} ${inside} ${ticks}` : `${ticks}${inside}${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
