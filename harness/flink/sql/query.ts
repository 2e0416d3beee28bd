import { until } from "../../until.ts";
import { type Column, decode } from "./decode.ts";
import type { GatewaySession, Page } from "./gateway.ts";

export type RowKind = "+I" | "-U" | "+U" | "-D";

/** One row of a changelog. */
export interface ChangelogRow {
  readonly kind: RowKind;
  readonly fields: Record<string, unknown>;
}

const KINDS: Readonly<Record<string, RowKind>> = {
  INSERT: "+I",
  UPDATE_BEFORE: "-U",
  UPDATE_AFTER: "+U",
  DELETE: "-D",
};

/** A SELECT that runs, and its changelog, which can be read once. Whoever leaves before its end cancels it. */
export class Query implements AsyncIterable<ChangelogRow> {
  readonly kind = "query";
  readonly jobId: string;
  readonly columns: readonly Column[];
  readonly #session: GatewaySession;
  readonly #operation: string;
  readonly #refused: (error: unknown) => unknown;
  readonly #withinMs: number;
  #page: Page;
  #over = false;

  constructor(
    session: GatewaySession,
    operation: string,
    first: Page,
    { withinMs, refused }: { withinMs: number; refused: (error: unknown) => unknown },
  ) {
    this.#session = session;
    this.#operation = operation;
    this.#page = first;
    this.#withinMs = withinMs;
    this.#refused = refused;
    this.jobId = first.jobID ?? "";
    this.columns = first.results?.columns ?? [];
  }

  /**
   * Ends with the job, if the query is bounded.
   * @throws SqlRefused if the query fails; NotObserved if no row comes for the session's `withinMs`
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<ChangelogRow, void, undefined> {
    let ended = false;
    try {
      while (!ended) {
        for (const row of rowsOf(this.#page)) yield row;
        ended = this.#page.resultType === "EOS";
        if (!ended) this.#page = await this.#next();
      }
      this.#over = true;
    } finally {
      await this.close();
    }
  }

  /** Cancels it, if it has not ended. */
  async close(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    await this.#session.closeOperation(this.#operation);
  }

  /** The next page with rows, or the last. */
  #next(): Promise<Page> {
    let uri = this.#page.nextResultUri ?? "";
    const ask = async () => {
      const page = await this.#session.page(uri).catch((error: unknown) => {
        // A job that failed is over; what the gateway keeps of it goes with the session.
        this.#over = true;
        throw this.#refused(error);
      });
      uri = page.nextResultUri ?? "";
      return page;
    };
    const there = ({ resultType, results }: Page) => resultType === "EOS" || (results?.data.length ?? 0) > 0;
    return until(`the next row of the query (job ${this.jobId})`, ask, there, this.#withinMs);
  }
}

export function rowsOf({ results }: Page): ChangelogRow[] {
  if (!results) return [];
  const { columns, data } = results;
  return data.map(({ kind, fields }) => ({
    kind: KINDS[kind] ?? "+I",
    fields: Object.fromEntries(columns.map(({ name, logicalType }, nth) => [name, decode(fields[nth], logicalType)])),
  }));
}
