/** The placeholders of a script, `${topic}`: what differs from run to run. */
import { type ScriptPosition, SqlRefused } from "./refused.ts";
import { positionAt, type Statement } from "./script.ts";

export type Values = Readonly<Record<string, string>>;

const PLACEHOLDER = /\$\{\s*([\w.-]*)\s*\}/g;

/**
 * Puts values in the place of placeholders, as they are: quotes around a value are the script's.
 *
 * @throws SqlRefused for a placeholder that has no value; it says which there are
 */
export function fill(script: string, values: Values): string {
  return fillStatement({ text: script, line: 1, column: 1 }, values).text;
}

/** A statement of a script with its values. */
export function fillStatement(statement: Statement, values: Values): Statement {
  const text = statement.text.replace(PLACEHOLDER, (_, name: string, index: number) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw unknown(name, values, inScript(statement, positionAt(statement.text, index)));
    return value;
  });
  return { ...statement, text };
}

/** Where a place in a filled statement is in the script: what stands behind a placeholder has moved. */
export function unfilled(statement: Statement, values: Values, { line, column }: ScriptPosition): ScriptPosition {
  const nth = line - statement.line;
  const text = statement.text.split("\n")[nth] ?? "";
  const begins = nth === 0 ? statement.column : 1;
  let moved = 0;
  for (const { 0: placeholder, 1: name = "", index } of text.matchAll(PLACEHOLDER)) {
    const at = begins + index + moved;
    const { length } = values[name] ?? "";
    if (column < at) break;
    if (column < at + length) return { line, column: begins + index };
    moved += length - placeholder.length;
  }
  return { line, column: column - moved };
}

function unknown(name: string, values: Values, position: ScriptPosition): SqlRefused {
  const names = Object.keys(values);
  const known = names.length === 0 ? "there are no values" : `there are: ${names.join(", ")}`;
  return new SqlRefused(`There is no value for \${${name}} on line ${position.line}; ${known}.`, position);
}

function inScript(statement: Statement, { line, column }: ScriptPosition): ScriptPosition {
  return { line: statement.line + line - 1, column: line === 1 ? statement.column + column - 1 : column };
}
