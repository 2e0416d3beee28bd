import { createHash } from "node:crypto";
import { heard, isAsyncIterable } from "../streams.ts";
import { asText } from "./text.ts";

/** One call of a learner's function, as the facade saw it. */
export interface Call {
  name: string;
  args: unknown[];
  outcome: { returned: unknown } | { threw: unknown } | "pending";
  /** How far the streams among the arguments had been read when the call was over. */
  reached?: string;
  /** Of a returned stream: what it gave, each with how far the arguments had been read by then. */
  given?: string[];
}

/** Takes out of a text what is another at every run: names that were made up for this one. */
export type Plain = (text: string) => string;

/** A stream that gives more than this is not written down any further, and its trace equals no other. */
const LONGEST = 10_000;

/** Texts up to this length are kept, longer ones by their digest. */
const KEPT = 80;

/** Streams that a call returned, by what the test reads: they may be arguments of a later call. */
const returned = new WeakMap<object, Call>();

/** Notes what became of a call. */
export function settle(call: Call, outcome: Exclude<Call["outcome"], "pending">): void {
  call.outcome = outcome;
  const reached = reach(call.args);
  if (reached !== "") call.reached = reached;
}

/** What a call was and what became of it, one line a call; undefined where it is too long to be compared. */
export function traceText(calls: Call[], plain: Plain): string | undefined {
  if (calls.some(({ given }) => given && given.length > LONGEST)) return undefined;
  return calls.map((call) => [call.name, outcomeText(call, plain), ...(call.given ?? [])].join(" ")).join("\n");
}

function outcomeText({ outcome, reached, args }: Call, plain: Plain): string {
  if (outcome === "pending") return `pending, read ${reach(args)}`;
  if ("threw" in outcome) return `threw ${canonical(outcome.threw, plain)}, read ${reached}`;
  // What a stream gave is written down as it is read.
  const value = isAsyncIterable(outcome.returned) ? "a stream" : canonical(outcome.returned, plain);
  return `returned ${value}, read ${reached}, in the end ${reach(args)}`;
}

/** Equal texts for equal values, whatever the order of their fields; an error is told by its message. */
export function canonical(value: unknown, plain: Plain): string {
  const text = plain(value instanceof Error ? `error ${value.message}` : asText(value));
  return text.length <= KEPT ? text : createHash("sha256").update(text).digest("hex");
}

/**
 * What the test gets of a value that a call returned: the value itself, or of a stream one that gives the same and writes
 * down what it gives.
 */
export function watched(call: Call, value: unknown, plain: Plain): unknown {
  if (!isAsyncIterable(value)) return value;
  call.given = [];
  const stream = heard(value, {
    answered: (method, { done, value: item }) => {
      if (method !== "next") note(call, method);
      else note(call, done ? "end" : canonical(item, plain));
    },
    threw: (method, error) => note(call, `${method} threw ${canonical(error, plain)}`),
  });
  returned.set(stream, call);
  return stream;
}

function note(call: Call, what: string): void {
  if (call.given && call.given.length <= LONGEST) call.given.push(`${what} ${reach(call.args)}`);
}

/** How far each stream among the arguments has been read, and whether its reader has left. */
function reach(args: unknown[]): string {
  const read = args.flatMap((argument) => {
    if (!isAsyncIterable(argument)) return [];
    const earlier = returned.get(argument);
    if (earlier) return [String(earlier.given?.length)];
    const { taken, leftEarly, ended } = argument as { taken?: unknown; leftEarly?: unknown; ended?: unknown };
    return [`${taken}${leftEarly ? " left" : ""}${ended ? " ended" : ""}`];
  });
  return read.join();
}
