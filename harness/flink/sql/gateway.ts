/**
 * The SQL Gateway's REST API, as far as the course needs it.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/table/sql-gateway/rest/
 */
import { parse } from "lossless-json";
import { Problem } from "../../problem.ts";
import { askFlink, FlinkRefused, type FlinkServer, jsonBody } from "../http.ts";
import { type Column, Digits } from "./decode.ts";

/** The newest version that Flink 2.2 speaks. */
const VERSION = "/v4";

/** A part of what a statement gave. The gateway never waits: what is not there yet comes as an empty page. */
export interface Page {
  readonly resultType: "NOT_READY" | "PAYLOAD" | "EOS";
  readonly isQueryResult?: boolean;
  readonly jobID?: string;
  readonly resultKind?: "SUCCESS" | "SUCCESS_WITH_CONTENT";
  readonly results?: {
    readonly columns: readonly Column[];
    readonly data: readonly { readonly kind: string; readonly fields: readonly unknown[] }[];
  };
  readonly nextResultUri?: string;
}

/** One session of a gateway. */
export class GatewaySession {
  readonly #gateway: FlinkServer;
  readonly #path: string;

  private constructor(gateway: FlinkServer, id: string) {
    this.#gateway = gateway;
    this.#path = `${VERSION}/sessions/${id}`;
  }

  static async open(gateway: FlinkServer, properties: Readonly<Record<string, string>>): Promise<GatewaySession> {
    const text = await askFlink(gateway, "POST", `${VERSION}/sessions`, jsonBody({ properties }));
    return new GatewaySession(gateway, (JSON.parse(text) as { sessionHandle: string }).sessionHandle);
  }

  /** One that has expired stays closed. */
  async close(): Promise<void> {
    try {
      await askFlink(this.#gateway, "DELETE", this.#path);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** @returns the path of the operation */
  async submit(statement: string): Promise<string> {
    const text = await this.#ask("POST", `${this.#path}/statements`, jsonBody({ statement }));
    return `${this.#path}/operations/${(JSON.parse(text) as { operationHandle: string }).operationHandle}`;
  }

  firstPage(operation: string): Promise<Page> {
    return this.page(`${operation}/result/0?rowFormat=JSON`);
  }

  /** @param uri  the `nextResultUri` of the page before */
  async page(uri: string): Promise<Page> {
    return parse(await this.#ask("GET", uri), undefined, (digits) => new Digits(digits)) as Page;
  }

  /** Ends an operation, and the job of a query that is still read. */
  async closeOperation(operation: string): Promise<void> {
    await this.#ask("DELETE", `${operation}/close`);
  }

  async #ask(method: string, path: string, init?: RequestInit): Promise<string> {
    try {
      return await askFlink(this.#gateway, method, path, init);
    } catch (error) {
      if (!isGone(error)) throw error;
      throw new Problem(
        "The SQL session is closed, or has expired: the gateway ends one that nobody used for a while.",
        {
          remedy: "Open another one.",
          cause: error,
        },
      );
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof FlinkRefused && /Session '[^']*' does not exist/.test(error.told);
}
