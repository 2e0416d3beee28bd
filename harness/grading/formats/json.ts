import type { Grade } from "../grade.ts";

/** The document itself (`grade.schema.json`). Letters that are not seen are spelled as escapes, which mean the same. */
export function json(grade: Grade): string {
  const text = JSON.stringify(grade, null, 2);
  return `${text.replaceAll(/[\p{Cf}\u007f-\u009f\u2028\u2029]/gu, escaped)}\n`;
}

function escaped(letter: string): string {
  return letter
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
