import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { within } from "../../within.ts";
import { type Asked, NotAllowed, type Own, ruleFor } from "./rules.ts";

/** Bytes of a body; what can be asked fits in a few hundred. */
const LARGEST_BODY = 16 * 1024;
/** Bytes of an answer. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
const SLOWEST_MS = 10_000;
const MOST_CONNECTIONS = 32;

/**
 * Stands for the JobManager's REST API where a submission calls it: what `rules.ts` lists is asked in its place, anything
 * else is answered 403 with one sentence. Nothing that it sent is passed on as it came: method, path, query and body are
 * read and written anew.
 */
export class FlinkGate {
  /** As a submission is given it, in the place of the JobManager's. */
  readonly url: string;
  #own = nothing();
  readonly #jobManager: string;
  readonly #server: Server;

  /** @param jobManager  its address, without a slash at its end */
  static async open(jobManager: string): Promise<FlinkGate> {
    const server = createServer();
    server.requestTimeout = SLOWEST_MS;
    server.maxConnections = MOST_CONNECTIONS;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FlinkGate(jobManager, server);
  }

  private constructor(jobManager: string, server: Server) {
    this.#jobManager = jobManager;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("request", (asked, answer) => void this.#answer(asked, answer));
  }

  /** What is this check's; jobs that are started through the gate are added to it. */
  get own(): Own {
    return this.#own;
  }

  /** Begins a check, or ends one: nothing is its own, and what is still asked for another is that one's. */
  begin(): void {
    this.#own = nothing();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    try {
      const own = this.#own;
      const { status, text } = await this.#ask(await read(asked), own);
      answer.writeHead(status, { "content-type": "application/json; charset=UTF-8" }).end(text);
    } catch (error) {
      const [status, sentence] =
        error instanceof NotAllowed ? [403, error.message] : [502, "The JobManager does not answer."];
      // Whatever of it has not been read is not waited for.
      answer.writeHead(status, { "content-type": "application/json; charset=UTF-8", connection: "close" });
      answer.end(JSON.stringify({ errors: [sentence] }));
    }
  }

  async #ask(asked: Asked, own: Own): Promise<{ status: number; text: string }> {
    const rule = ruleFor(asked, own);
    const query = asked.query.size > 0 ? `?${asked.query}` : "";
    const init: RequestInit = {
      method: rule.method,
      redirect: "manual",
      ...(rule.method === "POST" && {
        body: JSON.stringify(asked.body),
        headers: { "content-type": "application/json" },
      }),
    };
    const { status, bytes } = await within(SLOWEST_MS, async (signal) => {
      const { status, body } = await fetch(`${this.#jobManager}${asked.path}${query}`, { ...init, signal });
      const tooLarge = "The JobManager's answer is too large to be passed on.";
      return { status, bytes: await limited(body ?? [], LARGEST_ANSWER, tooLarge) };
    });
    if (status >= 300 && status < 400)
      throw new NotAllowed("The JobManager sends this elsewhere, which is not followed.");
    const text = bytes.toString();
    if (status !== 200 || !rule.answer) return { status, text };
    return { status, text: JSON.stringify(rule.answer(JSON.parse(text), own)) };
  }
}

function nothing(): Own {
  return { jobs: new Set(), jars: new Set(), savepoints: new Set() };
}

/** @throws NotAllowed where it is nothing that could be passed on */
async function read(message: IncomingMessage): Promise<Asked> {
  const { method = "", url = "" } = message;
  const [, path, query = ""] = /^(?:\/v1)?(\/[^?#]*)(?:\?([^#]*))?$/.exec(url) ?? [];
  if (path === undefined) throw new NotAllowed("This is no path of Flink's REST API.");
  const bytes = await limited(message, LARGEST_BODY, `A body has at most ${LARGEST_BODY / 1024} KB here.`);
  return { method, path, query: new URLSearchParams(query), body: bytes.length === 0 ? {} : fieldsOf(bytes) };
}

function fieldsOf(bytes: Buffer): Asked["body"] {
  try {
    const body: unknown = JSON.parse(bytes.toString());
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return { ...body };
  } catch {
    // Told below.
  }
  throw new NotAllowed("A body is a JSON object here.");
}

async function limited(
  chunks: AsyncIterable<Uint8Array> | Uint8Array[],
  most: number,
  sentence: string,
): Promise<Buffer> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw new NotAllowed(sentence);
    read.push(chunk);
  }
  return Buffer.concat(read);
}
