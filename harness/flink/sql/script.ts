/** A script of SQL: what is one statement of it, and where. Knows SQL's words only as far as they hold semicolons. */
import { type ScriptPosition, SqlRefused } from "./refused.ts";

/** One statement. Its text has no semicolon at its end, and begins with its first word. */
export interface Statement extends ScriptPosition {
  readonly text: string;
}

const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|`(?:[^`]|``)*`|\w+|\s+|[\s\S]/g;
const NO_END: Record<string, string> = { "'": "The string", "`": "The quoted name", "/*": "The comment" };

/**
 * The statements of a script, in order. Semicolons in strings, in quoted names, in comments and between BEGIN and END
 * of a statement set end none.
 *
 * @throws SqlRefused for a string, a quoted name, a comment or a statement set without an end
 */
export function splitScript(script: string): Statement[] {
  const statements: Statement[] = [];
  let begin: number | undefined;
  let end = 0;
  let words: string[] = [];
  const inSet = new StatementSet();
  const close = () => {
    if (begin !== undefined) statements.push({ text: script.slice(begin, end), ...positionAt(script, begin) });
    begin = undefined;
    words = [];
  };
  for (const { 0: token, index } of script.matchAll(TOKEN)) {
    const what = NO_END[token === "/" ? script.slice(index, index + 2) : token];
    if (what) throw new SqlRefused(`${what} that begins here has no end.`, positionAt(script, index));
    if (isBlank(token)) continue;
    if (token === ";" && !inSet.open) {
      close();
      continue;
    }
    begin ??= index;
    end = index + token.length;
    words = [...words.slice(-2), token.toUpperCase()];
    inSet.next(words);
  }
  if (inSet.open && begin !== undefined) {
    throw new SqlRefused("The statement set that begins here has no END.", positionAt(script, begin));
  }
  close();
  return statements;
}

/** Whether what is read lies between BEGIN and END of a statement set. A CASE has an END of its own. */
class StatementSet {
  open = false;
  #cases = 0;

  /** @param words  the last three, in capitals */
  next(words: readonly string[]): void {
    const word = words.at(-1);
    if (!this.open) {
      this.open = ["STATEMENT SET BEGIN", "BEGIN STATEMENT SET"].includes(words.join(" "));
      this.#cases = 0;
    } else if (word === "CASE") this.#cases++;
    else if (word === "END" && this.#cases > 0) this.#cases--;
    else if (word === "END") this.open = false;
  }
}

/** Blanks and comments; a hint is none, as it stands inside a statement and stays in its text. */
function isBlank(token: string): boolean {
  return /^(?:\s|--|\/\*(?!\+))/.test(token);
}

export function positionAt(text: string, index: number): ScriptPosition {
  const before = text.slice(0, index);
  return { line: before.split("\n").length, column: index - before.lastIndexOf("\n") };
}
