import { fillStatement, unfilled, type Values } from "./fill.ts";
import { SqlRefused } from "./refused.ts";
import { type Statement, splitScript } from "./script.ts";
import type { SqlResult, SqlSession } from "./session.ts";

/**
 * Executes the statements of a script, one after the other.
 *
 * @param values  of its placeholders
 * @param judge   is given all statements as they are to be executed, before any of them is; throws where one may not be
 * @returns       a result a statement; queries are not read yet
 * @throws SqlRefused at the first that Flink refuses, with its position in the script; queries before it are cancelled,
 *                    jobs go on and are among `session.jobs`
 */
export async function runScript(
  session: SqlSession,
  script: string,
  values: Values = {},
  judge: (statements: readonly Statement[]) => void = () => {},
): Promise<SqlResult[]> {
  const statements = splitScript(script).map((written) => ({ written, filled: fillStatement(written, values) }));
  judge(statements.map(({ filled }) => filled));
  const results: SqlResult[] = [];
  for (const { written, filled } of statements) {
    try {
      results.push(await session.execute(filled));
    } catch (error) {
      await Promise.all(results.map((result) => (result.kind === "query" ? result.close() : undefined)));
      if (!(error instanceof SqlRefused)) throw error;
      throw new SqlRefused(error.message, unfilled(written, values, error.position), error);
    }
  }
  return results;
}
