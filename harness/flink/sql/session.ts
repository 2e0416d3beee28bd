import { until } from "../../until.ts";
import { FlinkRefused, type FlinkServer } from "../http.ts";
import type { Column } from "./decode.ts";
import { GatewaySession, type Page } from "./gateway.ts";
import { nearest } from "./nearest.ts";
import { type Plan, readPlan } from "./plan.ts";
import { type ChangelogRow, Query, rowsOf } from "./query.ts";
import { reduce } from "./reduce.ts";
import { type ScriptPosition, SqlRefused } from "./refused.ts";
import type { Statement } from "./script.ts";

/** What a statement gave. */
export type SqlResult =
  /** CREATE, DROP, USE, SET: nothing but that it is done. */
  | { readonly kind: "done" }
  /** INSERT, and a statement set: the job that was begun, as `Job` of `submit/` takes it, and where the statement begins. */
  | { readonly kind: "job"; readonly jobId: string; readonly position: ScriptPosition }
  /** SHOW, DESCRIBE, EXPLAIN: rows that are all there. */
  | { readonly kind: "rows"; readonly columns: readonly Column[]; readonly rows: readonly ChangelogRow["fields"][] }
  /** SELECT. */
  | Query;

export interface SessionOptions {
  /** Flink's configuration, as SET sets it: `{ "table.exec.source.idle-timeout": "1 s" }`. */
  readonly properties?: Readonly<Record<string, string>>;
  /** How long an answer, a result or the next row of a query may take, in milliseconds. */
  readonly withinMs?: number;
}

/** The time zone decides what a TIMESTAMP_LTZ shows and how texts become one: the same on every machine. */
const PROPERTIES = { "table.local-time-zone": "UTC" };

/** A session of the SQL Gateway: its tables and settings are its own, and go with it. */
export class SqlSession {
  readonly #session: GatewaySession;
  readonly #withinMs: number;
  readonly #jobs: string[] = [];

  private constructor(session: GatewaySession, withinMs: number) {
    this.#session = session;
    this.#withinMs = withinMs;
  }

  /**
   * @param url  the gateway's address, "http://127.0.0.1:8083"
   * @throws Problem if it does not answer
   */
  static async open(url: string, { properties = {}, withinMs = 60_000 }: SessionOptions = {}): Promise<SqlSession> {
    const gateway: FlinkServer = { name: "SQL Gateway", url, withinMs };
    return new SqlSession(await GatewaySession.open(gateway, { ...PROPERTIES, ...properties }), withinMs);
  }

  /** Ends it, and queries that are still read; jobs of INSERTs go on. */
  close(): Promise<void> {
    return this.#session.close();
  }

  /** The ids of all jobs it began, in order: whoever opened the session sees to it that they end. */
  get jobs(): readonly string[] {
    return this.#jobs;
  }

  /**
   * Executes one statement.
   *
   * @param statement  a text, or one that `splitScript` found; the positions of refusals are those of its script
   * @throws SqlRefused what Flink refuses, in one sentence
   * @throws Problem    if the gateway does not answer, or the session has expired
   */
  execute(statement: string | Statement): Promise<SqlResult> {
    return this.#execute(placed(statement));
  }

  /** Executes a SELECT. @throws SqlRefused also for another statement */
  async query(statement: string | Statement): Promise<Query> {
    const result = await this.execute(statement);
    if (result.kind === "query") return result;
    throw new SqlRefused("The statement is no query.", placed(statement));
  }

  /** Executes an INSERT or a statement set. @returns its job's id. @throws SqlRefused also for another statement */
  async insert(statement: string | Statement): Promise<string> {
    const result = await this.execute(statement);
    if (result.kind === "job") return result.jobId;
    if (result.kind === "query") await result.close();
    throw new SqlRefused("The statement inserts nothing.", placed(statement));
  }

  /** How Flink would execute a query, an INSERT or a statement set. */
  async explain(statement: string | Statement): Promise<Plan> {
    const result = await this.#execute(placed(statement), "EXPLAIN");
    const [text] = result.kind === "rows" ? Object.values(result.rows[0] ?? {}) : [];
    return readPlan(String(text));
  }

  async set(key: string, value: string): Promise<void> {
    const quoted = [key, value].map((text) => `'${text.replaceAll("'", "''")}'`);
    await this.execute(`SET ${quoted.join(" = ")}`);
  }

  /** @param before  what is sent on a line of its own before the statement */
  async #execute(statement: Statement, before?: string): Promise<SqlResult> {
    const refused = (error: unknown) => refusal(error, statement, before === undefined ? 0 : 1);
    try {
      // On the line and in the column that it has in its script, so that Flink tells the script's positions.
      const place = "\n".repeat(statement.line - 1) + " ".repeat(statement.column - 1);
      const lead = before === undefined ? "" : `${before}\n`;
      const operation = await this.#session.submit(lead + place + statement.text);
      const first = await until(
        "the SQL Gateway to execute a statement",
        () => this.#session.firstPage(operation),
        ({ resultType }) => resultType !== "NOT_READY",
        this.#withinMs,
      );
      if (first.jobID !== undefined) this.#jobs.push(first.jobID);
      if (first.isQueryResult) return new Query(this.#session, operation, first, { withinMs: this.#withinMs, refused });
      const { line, column } = statement;
      if (first.jobID !== undefined) return { kind: "job", jobId: first.jobID, position: { line, column } };
      if (first.resultKind === "SUCCESS") return { kind: "done" };
      return { kind: "rows", columns: first.results?.columns ?? [], rows: await this.#allRows(first) };
    } catch (error) {
      throw await this.#withSuggestion(refused(error), statement);
    }
  }

  /** Tells of a name that is not there, if one is near it. */
  async #withSuggestion(error: unknown, { text }: Statement): Promise<unknown> {
    if (!(error instanceof SqlRefused)) return error;
    const [, what, name] = /^(Object|Table|Column) '([^']*)' not found\b[^;]*\.$/.exec(error.message) ?? [];
    if (name === undefined) return error;
    const tables = await this.#names("SHOW TABLES");
    const near = nearest(name, what === "Column" ? await this.#columns(tables, text) : tables);
    return near === undefined
      ? error
      : new SqlRefused(error.message.replace(/\.$/, `; ${near}`), error.position, error);
  }

  /** Of the tables that a statement mentions. */
  async #columns(tables: readonly string[], statement: string): Promise<string[]> {
    const mentioned = tables.filter((table) => statement.includes(table));
    const columns: string[] = [];
    for (const table of mentioned) columns.push(...(await this.#names(`DESCRIBE \`${table.replaceAll("`", "``")}\``)));
    return columns;
  }

  /** The first column of what SHOW or DESCRIBE gives. */
  async #names(statement: string): Promise<string[]> {
    const result = await this.execute(statement);
    return result.kind === "rows" ? result.rows.map((row) => String(Object.values(row)[0])) : [];
  }

  async #allRows(first: Page): Promise<ChangelogRow["fields"][]> {
    const rows: ChangelogRow["fields"][] = [];
    let page = first;
    for (;;) {
      rows.push(...rowsOf(page).map(({ fields }) => fields));
      if (page.resultType === "EOS" || page.nextResultUri === undefined) return rows;
      page = await this.#session.page(page.nextResultUri);
    }
  }
}

function placed(statement: string | Statement): Statement {
  return typeof statement === "string" ? { text: statement, line: 1, column: 1 } : statement;
}

/** @param linesBefore  that were sent before the script's first */
function refusal(error: unknown, { line, column }: Statement, linesBefore: number): unknown {
  if (!(error instanceof FlinkRefused)) return error;
  const { message, remedy, position } = reduce(error.told);
  const where = position && { ...position, line: position.line - linesBefore };
  return new SqlRefused(message, where ?? { line, column }, { ...(remedy && { remedy }), told: error.told });
}
