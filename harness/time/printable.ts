import { cut } from "../cut.ts";

/** Columns of a key; a longer one is cut. */
const LONGEST_KEY = 16;

/** A key as it can stand in a line: other letters than ASCII escaped as in a string literal, and not too long. */
export function printable(key: string): string {
  const escaped = `${key}`.replaceAll(/[^ -~]/gu, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
  return cut(escaped, LONGEST_KEY);
}
