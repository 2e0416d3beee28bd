import { inspect } from "node:util";

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
    if (isStream(argument)) return watched(argument, takes);
    return Array.isArray(argument) && argument.some(isStream) ? argument.map(wrap) : argument;
  };
  return {
    args: args.map(wrap),
    threw,
    returned(value) {
      record.kind = isStream(value) ? "stream" : Array.isArray(value) ? "list" : "value";
      if (!isStream(value)) {
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

/** A value on one line: fields in the order of their names, nothing left out, none of its own code run. */
function asText(value: unknown): string {
  const text = inspect(value, {
    sorted: true,
    depth: Number.POSITIVE_INFINITY,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: Number.POSITIVE_INFINITY,
    customInspect: false,
  });
  // Generated input may have no prototype; what it holds is the same.
  return text.replaceAll("[Object: null prototype] ", "");
}

function described(argument: unknown): string {
  if (typeof argument === "function") return "function";
  if (isStream(argument)) return "stream";
  if (argument instanceof AbortSignal) return "signal";
  return Array.isArray(argument) && argument.some(isStream) ? `[${argument.map(described)}]` : asText(argument);
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** The same stream, heard: every item, and what it throws. Asks for nothing that was not asked for. */
function watched(
  source: AsyncIterable<unknown>,
  gives: (item: unknown) => void,
  throws: (error: unknown) => void = () => {},
): AsyncIterable<unknown> & AsyncIterator<unknown> {
  const heard = (inner: () => AsyncIterator<unknown>): AsyncIterator<unknown> => ({
    async next() {
      try {
        const step = await inner().next();
        if (!step.done) gives(step.value);
        return step;
      } catch (error) {
        throws(error);
        throw error;
      }
    },
    return: async (value?: unknown) => (await inner().return?.(value)) ?? { done: true, value },
    throw: async (error?: unknown) => {
      const thrown = inner().throw?.(error);
      if (!thrown) throw error;
      return thrown;
    },
  });
  let own: AsyncIterator<unknown> | undefined;
  return {
    // A generator is read directly as well, which not every stream can be.
    ...heard(() => (own ??= source[Symbol.asyncIterator]())),
    [Symbol.asyncIterator]() {
      const inner = source[Symbol.asyncIterator]();
      return heard(() => inner);
    },
  };
}
