import { stripVTControlCharacters } from "node:util";
import isUnicodeSupported from "is-unicode-supported";
import pc from "picocolors";
import wrapAnsi from "wrap-ansi";

/** What a terminal can show. Off a terminal there is no colour; NO_COLOR and FORCE_COLOR are honoured. */
interface Terminal {
  width: number;
  /** Other letters than ASCII; off a terminal there are none, since nobody knows who will read it. */
  unicode: boolean;
  colour: boolean;
}

export function thisTerminal(): Terminal {
  return {
    width: Math.min(process.stdout.columns ?? 80, 100),
    unicode:
      process.stdout.isTTY === true &&
      isUnicodeSupported() &&
      process.env.TERM !== "dumb" &&
      !saysOtherwise(process.env),
    // picocolors would also colour a file or a pipe on a build server; nobody reads escape codes there.
    colour: pc.isColorSupported && (process.stdout.isTTY || process.env.FORCE_COLOR !== undefined),
  };
}

/** A locale that is set, and whose letters are not UTF-8's: `C`, `POSIX`, `de_DE.ISO-8859-1`. */
function saysOtherwise({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || "";
  return process.platform !== "win32" && locale !== "" && !/utf-?8/i.test(locale);
}

const SYMBOLS = {
  unicode: { pass: "✓", fail: "✗", error: "!", pending: "·", dash: "›", bar: "█", rest: "░" },
  ascii: { pass: "+", fail: "x", error: "!", pending: ".", dash: ">", bar: "#", rest: "." },
};

/** Words, marks and layout for one terminal. */
export function pen({ width, unicode, colour }: Terminal) {
  const colours = pc.createColors(colour);
  const wrapped = (text: string, indent: number): string[] =>
    wrapAnsi(text, width - indent, { trim: true })
      .split("\n")
      .map((line) => " ".repeat(indent) + line);
  return {
    ...colours,
    width,
    mark: unicode ? SYMBOLS.unicode : SYMBOLS.ascii,
    /** A paragraph, wrapped and indented. */
    paragraph: (text: string, indent = 3): string => wrapped(text, indent).join("\n"),
    /** Plain letters where the terminal has no others. */
    plain: (text: string): string => (unicode ? text : toAscii(text)),
    /** A line that somebody else's code printed: with its colours only where there are any. */
    printed: (line: string): string => (colour ? line : stripVTControlCharacters(line)),
  };
}

export type Pen = ReturnType<typeof pen>;

const ASCII: Record<string, string> = {
  "…": "...",
  "–": "-",
  "—": "-",
  "→": "->",
  "≤": "<=",
  "≥": ">=",
  "×": "x",
  "·": ".",
};

/** Our own letters get others in their place; what a learner's data holds is theirs and stays as it is. */
function toAscii(text: string): string {
  return text.replaceAll(/[^\p{ASCII}]/gu, (letter) => ASCII[letter] ?? letter);
}
