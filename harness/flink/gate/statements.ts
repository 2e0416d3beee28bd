import { SqlRefused, type Statement } from "../sql/index.ts";
import { faultOfOption, faultOfSetting } from "./options.ts";
import type { Reach } from "./reach.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** First words of what may be executed. Everything else (ADD, ALTER, CALL, COMPILE, LOAD, USE, CREATE FUNCTION ...) is not. */
const ALLOWED = [
  ...["SELECT", "WITH", "VALUES", "INSERT INTO", "INSERT OVERWRITE", "EXECUTE STATEMENT SET", "BEGIN STATEMENT SET"],
  ...["CREATE TABLE", "CREATE TEMPORARY TABLE", "CREATE VIEW", "CREATE TEMPORARY VIEW"],
  ...["DROP TABLE", "DROP TEMPORARY TABLE", "DROP VIEW", "DROP TEMPORARY VIEW"],
  ...["EXPLAIN", "DESCRIBE", "DESC", "SHOW TABLES", "SHOW VIEWS", "SHOW COLUMNS", "SHOW CREATE", "SET", "RESET"],
].map((words) => words.split(" "));

/** Types and functions that name a class of Java's, which Flink would load, and plans, which it would read from a file. */
const NAMES_A_CLASS = ["RAW (", "STRUCTURED <", "OBJECT_OF ("];

/**
 * Judges the statements of a SQL answer, filled in as they are to be executed, before any of them is.
 * @throws SqlRefused at the first that may not be executed
 */
export function refuseStatements(statements: readonly Statement[], reach: Reach): void {
  for (const statement of statements) {
    const fault = faultOf(statement.text, reach);
    const { line, column } = statement;
    if (fault !== undefined) throw new SqlRefused(fault, { line, column });
  }
}

function faultOf(text: string, reach: Reach): string | undefined {
  let tokens: Token[];
  try {
    tokens = tokensOf(text);
  } catch (error) {
    return (error as Error).message;
  }
  const starts = ALLOWED.some((words) => words.every((word, i) => isWord(tokens[i], word)));
  if (!starts) {
    const first = tokens.slice(0, 3).map(({ text }) => text);
    return `${first.join(" ").slice(0, 60)} ... is no statement that may be executed here.`;
  }
  if (isWord(tokens[0], "SET") || isWord(tokens[0], "RESET")) return faultOfSet(tokens, reach);
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1];
    // Names in backticks are looked at as well: a hint's may be written so.
    const pair = `${token.text.toUpperCase()} ${next?.text}`;
    if (token.kind === "word" && NAMES_A_CLASS.includes(pair))
      return `${token.text} names a class of Java's, which is not loaded here.`;
    if (isWord(token, "PLAN") && next?.kind === "string") return "A plan is not read from a file here.";
    if (isWord(token, "JOB") && next?.kind === "string") return "A job is looked at through its check here.";
    const options = pair === "OPTIONS (" || (token.kind === "word" && pair === "WITH (");
    const fault = options ? faultOfOptions(tokens.slice(i + 2), reach) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === "word" && token.text === word;
}

/** `'name' = 'value', ...)`: nothing but strings, each of one piece. */
function faultOfOptions(tokens: readonly Token[], reach: Reach): string | undefined {
  for (let i = 0; ; i += 4) {
    const [name, equals, value, end] = tokens.slice(i, i + 4);
    const isPair = name?.kind === "string" && equals?.text === "=" && value?.kind === "string";
    if (!isPair || ![",", ")"].includes(end?.text ?? "") || end?.kind !== "symbol") {
      return "An option is written 'name' = 'value', with single quotes, and the next one follows a comma.";
    }
    const fault = faultOfOption(name.text, value.text, reach);
    if (fault !== undefined) return fault;
    if (end.text === ")") return undefined;
  }
}

function faultOfSet([word, name, equals, value, ...more]: readonly Token[], reach: Reach): string | undefined {
  const semicolon = more.every(({ text }) => text === ";");
  if (isWord(word, "RESET")) {
    return name?.kind === "string" && equals === undefined ? undefined : "A setting is written RESET 'name'.";
  }
  if (name === undefined) return undefined;
  if (name.kind !== "string" || equals?.text !== "=" || value?.kind !== "string" || !semicolon) {
    return "A setting is written SET 'name' = 'value'.";
  }
  return faultOfSetting(name.text, value.text, reach);
}
