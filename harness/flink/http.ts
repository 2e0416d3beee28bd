/** How Flink's servers are asked, the JobManager and the SQL Gateway alike, and what an answer that is an error becomes. */
import { Problem } from "../problem.ts";
import { within } from "../within.ts";

/** A server of Flink's. */
export interface FlinkServer {
  /** As a sentence calls it: "JobManager". */
  readonly name: string;
  /** Without a slash at its end. */
  readonly url: string;
  /** How long one answer may take, in milliseconds. */
  readonly withinMs: number;
}

/** An answer that is an error. Flink gives Java's stack in it; the message is its deepest cause. */
export class FlinkRefused extends Error {
  override readonly name = "FlinkRefused";
  readonly status: number;
  /** All that Flink told. */
  readonly told: string;

  constructor(status: number, told: string, message: string) {
    super(message);
    this.status = status;
    this.told = told;
  }
}

/**
 * @param path  from the server's address on, with a slash
 * @returns     the answer's text
 * @throws FlinkRefused for an answer that is an error; Problem if there is none in time
 */
export async function askFlink(server: FlinkServer, method: string, path: string, init: RequestInit = {}) {
  const { status, text } = await within(server.withinMs, async (signal) => {
    const response = await fetch(`${server.url}${path}`, { ...init, method, signal });
    return { status: response.status, text: await response.text() };
  }).catch((cause: unknown) => {
    const late = cause instanceof Error && cause.name === "TimeoutError";
    const sentence = `The ${server.name} at ${server.url} does not answer`;
    throw new Problem(late ? `${sentence} within ${server.withinMs / 1000} s.` : `${sentence}.`, {
      remedy: "Look at its state with: npx katas status",
      cause,
    });
  });
  if (status < 200 || status > 299) throw refusal(status, text);
  return text;
}

/** A body of JSON. */
export function jsonBody(body: unknown): RequestInit {
  return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

function refusal(status: number, text: string): FlinkRefused {
  let told = text;
  try {
    const { errors } = JSON.parse(text) as { errors?: string[] };
    told = errors?.join("\n") ?? text;
  } catch {
    // Not JSON: told as it is.
  }
  return new FlinkRefused(status, told, deepestCause(told));
}

/** The first line of the last "Caused by" of a Java stack, without its class. */
export function deepestCause(stack: string): string {
  const causes = [...stack.matchAll(/^(?:Caused by: )?((?:[\w$]+\.)+[\w$]+)(?:: (.*))?$/gm)];
  const last = causes.at(-1);
  return last?.[2] ?? last?.[1] ?? stack.split("\n")[0] ?? stack;
}
