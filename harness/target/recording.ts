import { heard, isAsyncIterable } from "../streams.ts";
import { asText } from "./text.ts";

/**
 * What can be seen of one call from outside, as text, so that two targets' calls can be held against each other. Filled
 * while the call goes on: what a stream gives is there once it has been read.
 */
export interface CallRecord {
  name: string;
  /** The arguments: data as text, a stream as `stream`, a function as `function`. */
  given: string[];
  /** What it answered with: one value, a list, a stream; or what it threw, there or while its stream was read. */
  kind: "pending" | "value" | "list" | "stream" | "threw";
  /** The value, the error, or the items in their order. */
  results: string[];
  /** Items taken from the streams it was given, in the order in which they were taken. */
  taken: string[];
  /** For each item of a stream it answered with: how many items had been taken when it came. */
  takenAt: number[];
  /** Calls of the functions it was given. */
  asked: number;
}

/** A call that is being recorded: the arguments to hand over in the place of its own, and where its outcome goes. */
export interface Recording {
  args: unknown[];
  /** @returns what to hand to the caller in the place of what was returned */
  returned(value: unknown): unknown;
  threw(error: unknown): void;
}

/** Records one call. Streams and functions are handed over in a wrapping that counts and changes nothing. */
export function recordCall(name: string, args: unknown[], into: CallRecord[]): Recording {
  const record: CallRecord = {
    name,
    given: args.map(described),
    kind: "pending",
    results: [],
    taken: [],
    takenAt: [],
    asked: 0,
  };
  into.push(record);
  const threw = (error: unknown) => {
    record.kind = "threw";
    record.results.push(error instanceof Error ? `${error.name}: ${error.message}` : asText(error));
  };
  const takes = (item: unknown) => void record.taken.push(asText(item));
  const wrap = (argument: unknown): unknown => {
    if (typeof argument === "function") {
      return (...given: unknown[]) => {
        record.asked++;
        return argument(...given);
      };
    }
    if (isAsyncIterable(argument)) return watched(argument, takes);
    return Array.isArray(argument) && argument.some(isAsyncIterable) ? argument.map(wrap) : argument;
  };
  return {
    args: args.map(wrap),
    threw,
    returned(value) {
      record.kind = isAsyncIterable(value) ? "stream" : Array.isArray(value) ? "list" : "value";
      if (!isAsyncIterable(value)) {
        record.results.push(...(Array.isArray(value) ? value.map(asText) : [asText(value)]));
        return value;
      }
      const gives = (item: unknown) => {
        record.results.push(asText(item));
        record.takenAt.push(record.taken.length);
      };
      return watched(value, gives, threw);
    },
  };
}

function described(argument: unknown): string {
  if (typeof argument === "function") return "function";
  if (isAsyncIterable(argument)) return "stream";
  if (argument instanceof AbortSignal) return "signal";
  return Array.isArray(argument) && argument.some(isAsyncIterable) ? `[${argument.map(described)}]` : asText(argument);
}

/** The same stream; every item is told, and what it throws. */
function watched(
  stream: AsyncIterable<unknown>,
  gives: (item: unknown) => void,
  throws: (error: unknown) => void = () => {},
): AsyncIterable<unknown> {
  return heard(stream, {
    answered: (method, { done, value }) => method === "next" && !done && gives(value),
    threw: (method, error) => method === "next" && throws(error),
  });
}
