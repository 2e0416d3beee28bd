/**
 * `#draw`: what a `draw.ts` may import. It says how an exercise is drawn on a stream that somebody types.
 */
import type { StreamElement, TimedEvent } from "../kata/index.ts";
import { isAsyncIterable } from "../streams.ts";
import type { Given } from "../time/given.ts";
import { type Happening, happeningText, type Report } from "../time/notation.ts";
import type { Operator } from "../time/operator.ts";
import { inputsOf } from "../time/watermarks.ts";

/** The functions of an exercise's file, called in a process of their own: each answers later. */
export type Called<Exercise> = {
  [Name in keyof Exercise]: Exercise[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** A number that a person may give: `--gap 30`. */
export interface NumberOption {
  /** What it is when it is not given. */
  default: number;
  /** The smallest it may be; any whole number unless told. */
  min?: number;
  help: string;
}

/** A picture that a lesson shows, made of the reference: `npx katas check … --write-pictures` writes it. */
export interface Figure {
  stream: string;
  options?: Record<string, number>;
  /** What it shows, for who does not see it; the lesson says the same. */
  alt: string;
}

/**
 * How `npx katas draw` draws an exercise: its file `draw.ts` exports one of these as `draw`. The first line of that file
 * is a comment with the example: `// npx katas draw 03/06 "ann@0 ann@50 ann@25" --gap 30`.
 */
export interface Draw<Exercise, Name extends string = string> {
  /** What the words of a stream may be, one sentence. */
  words: string;
  options: Record<Name, NumberOption>;
  /** What the exercise's own functions should do; it tells what is late, dropped, held. */
  operator(options: Record<Name, number>, stream: TypedStream): Operator;
  /** In the place of the operator's own description. */
  title?(options: Record<Name, number>, stream: TypedStream): string;
  /** Whether the input ends behind what was typed, as `|end` does: the exercise gives its results then. */
  ends?: boolean;
  /**
   * Calls the exercise's functions on a stream.
   * @throws NotThisStream for one that this exercise cannot take
   */
  run(functions: Called<Exercise>, stream: TypedStream, options: Record<Name, number>): Promise<Given[]>;
  /** By the name of the file beside the lesson. */
  figures?: Record<string, Figure>;
}

/** A part of the stream as a function takes it, and the steps its items stand at. */
export interface Part<T> {
  items: T[];
  positions: number[];
}

/** A stream that somebody typed, in the forms in which exercises take it. */
export class TypedStream {
  readonly happenings: Happening[];

  constructor(happenings: Happening[]) {
    this.happenings = happenings;
  }

  /** Behind the last step. */
  get end(): number {
    return this.happenings.length;
  }

  /** The names of its inputs, in the order in which they first speak; "" is the only one. */
  get inputs(): string[] {
    return inputsOf(this.happenings);
  }

  /** Its events, and when each arrives by the clock that `+n` moves. @throws NotThisStream where there is anything else */
  arrivals(): { event: TimedEvent; at: number }[] {
    const { items, positions } = this.events();
    return items.map((event, i) => {
      const before = this.happenings.slice(0, positions[i]);
      return { event, at: before.reduce((sum, one) => sum + (one.kind === "clock" ? one.by : 0), 0) };
    });
  }

  /** Its events; the end of the input is behind the last. @throws NotThisStream where there are watermarks or other inputs */
  events(): Part<TimedEvent> {
    const isEnd = (one: Happening) => one.kind === "watermark" && one.watermark === Infinity;
    return this.#part("events", (one) => {
      if (isEnd(one)) return "skip";
      return one.kind === "event" && one.input === "" ? one.event : undefined;
    });
  }

  /** Its events and watermarks. @throws NotThisStream where there are several inputs */
  elements(): Part<StreamElement> {
    return this.#part("events and watermarks", (one) => {
      if (one.kind === "event" && one.input === "") return one.event;
      return one.kind === "watermark" && one.input === "" ? { watermark: one.watermark } : undefined;
    });
  }

  /** What its named inputs tell. @throws NotThisStream where there is anything else */
  reports(): Part<Report> {
    return this.#part("reports such as a|30 and b|idle", (one) => {
      if (one.kind === "watermark" && one.input !== "") return { input: one.input, watermark: one.watermark };
      return one.kind === "idle" ? { input: one.input, watermark: "idle" } : undefined;
    });
  }

  #part<T>(what: string, take: (one: Happening) => T | "skip" | undefined): Part<T> {
    const part: Part<T> = { items: [], positions: [] };
    for (const [i, one] of this.happenings.entries()) {
      const item = one.kind === "clock" ? "skip" : take(one);
      if (item === "skip") continue;
      if (item === undefined)
        throw new NotThisStream(`"${happeningText(one)}" is not for this exercise: it takes ${what}`);
      part.items.push(item);
      part.positions.push(i + 1);
    }
    return part;
  }
}

/**
 * Reads what a function gives for a part of a stream, and notes behind which step it gave it.
 *
 * @param call  calls the function with the items as a source that gives the next one when it is asked for
 * @param tell  what is to be seen of a result; results may be anything, for they are the learner's
 */
export async function observe<T>(
  part: Part<T>,
  call: (source: AsyncIterable<T>) => Promise<unknown>,
  tell: (result: unknown) => Seen,
): Promise<Given[]> {
  let taken = 0;
  async function* source(): AsyncGenerator<T> {
    for (const item of part.items) {
      taken++;
      yield item;
    }
  }
  const given: Given[] = [];
  const results = await call(source());
  if (!isAsyncIterable(results)) throw new Unusable(`gave ${brief(results)}, which cannot be read with for await`);
  for await (const result of results) given.push({ after: part.positions[taken - 1] ?? 0, ...tell(result) });
  return given;
}

/** The items as a source that gives the next one when it is asked for. */
export async function* arriving<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

type Without<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
/** What was given, without the step. */
export type Seen = Without<Given, "after">;

/** A stream that the exercise's functions do not take. */
export class NotThisStream extends Error {
  override readonly name = "NotThisStream";
}

/** What a learner's function gave is not what its type says. The message completes "your function …". */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

/** A window result as a learner gave it. @throws Unusable */
export function windowSeen(result: unknown): Seen {
  const { key, start, end, count, sum } = fields(result);
  if (typeof key !== "string" || ![start, end, count, sum].every((value) => typeof value === "number")) {
    throw new Unusable(`gave ${brief(result)}, which is no window with a key, start, end, count and sum`);
  }
  return {
    kind: "window",
    window: { key, start: Number(start), end: Number(end), count: Number(count), sum: Number(sum) },
  };
}

/** All windows that a function gave at once, behind the last step. @throws Unusable */
export function windowsSeen(results: unknown, stream: TypedStream): Given[] {
  if (!Array.isArray(results)) throw new Unusable(`gave ${brief(results)}, which is no list of windows`);
  return results.map((result: unknown) => ({ after: stream.end, ...windowSeen(result) }));
}

/** Counts per minute by one clock, as windows in seconds behind the last step. @throws Unusable */
export function minuteSeen(counts: unknown, clock: string, stream: TypedStream): Given[] {
  if (!Array.isArray(counts)) throw new Unusable(`gave ${brief(counts)}, which is no list of minutes`);
  return counts.map((count: unknown): Given => {
    const { minute, views } = fields(count);
    if (typeof minute !== "number" || typeof views !== "number") {
      throw new Unusable(`gave ${brief(count)}, which is no count with a minute and views`);
    }
    const start = minute / 1_000;
    return {
      after: stream.end,
      kind: "window",
      window: { key: clock, start, end: start + 60, count: views, sum: views },
    };
  });
}

/** An event that passes, or a watermark, as a learner gave it. @throws Unusable */
export function elementSeen(result: unknown): Seen {
  const { key, time, value, watermark } = fields(result);
  if (typeof watermark === "number") return { kind: "watermark", watermark };
  if (typeof key === "string" && typeof time === "number" && typeof value === "number") {
    return { kind: "event", event: { key, time, value } };
  }
  throw new Unusable(`gave ${brief(result)}, which is neither an event nor a watermark`);
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
