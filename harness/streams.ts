/** Whether a value can be read with `for await`. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, Symbol.asyncIterator) === "function";
}

/** How far a stream has been read. */
export interface Reading {
  /** How many items have been asked for and given. */
  taken: number;
  /** Whether its reader left before the end (`break`, `return`, or a throw inside `for await`). */
  leftEarly: boolean;
  /** Whether its reader has asked for more than there is. */
  ended: boolean;
}

/** A stream that knows how far it has been read. */
export type Counted<T> = AsyncIterable<T> & Readonly<Reading>;

/**
 * The items in their order, each given only when the reader asks for it. Every reader begins anew.
 * @param reading  is kept up to date
 * @param onRead   told of every change of it
 */
export function counted<T>(items: readonly T[], reading = unread(), onRead = () => {}): Counted<T> {
  return {
    get taken() {
      return reading.taken;
    },
    get leftEarly() {
      return reading.leftEarly;
    },
    get ended() {
      return reading.ended;
    },
    async *[Symbol.asyncIterator]() {
      let finished = false;
      try {
        for (const item of items) {
          reading.taken++;
          onRead();
          yield item;
        }
        finished = true;
        reading.ended = true;
      } finally {
        reading.leftEarly = !finished;
        onRead();
      }
    },
  };
}

/** Of a stream that nobody has read. */
export function unread(): Reading {
  return { taken: 0, leftEarly: false, ended: false };
}

/** What a scripted stream gives, and how far it has been read. */
export interface Script {
  items: readonly unknown[];
  reading: Reading;
}

const scripts = new WeakMap<object, Script>();

/** A stream that may be read elsewhere, by whoever has its script and keeps its reading up to date. */
export function fromScript<T>(items: readonly T[]): Counted<T> {
  const reading = unread();
  const stream = counted(items, reading);
  scripts.set(stream, { items, reading });
  return stream;
}

/** The script of a stream that was made of one; of no wrapping around it. */
export function scriptOf(stream: unknown): Script | undefined {
  return typeof stream === "object" && stream !== null ? scripts.get(stream) : undefined;
}

/** Under this name a stream may have a second iterator, for who reads all of it: it fetches items before they are asked for. */
const AHEAD = Symbol("ahead");

export function withAhead<T extends object>(stream: T, iterate: () => AsyncIterator<unknown>): T {
  return Object.defineProperty(stream, AHEAD, { value: iterate });
}

/**
 * The stream, for a reader who wants all of it.
 * @throws TypeError where it cannot be read: what a learner's function returned may be anything
 */
export function ahead<T>(stream: AsyncIterable<T> | Iterable<T>): AsyncIterable<T> | Iterable<T> {
  if (!isAsyncIterable(stream)) {
    if (Symbol.iterator in Object(stream)) return stream;
    throw new TypeError("it is not async iterable");
  }
  const iterate: unknown = Reflect.get(stream, AHEAD);
  return typeof iterate === "function" ? { [Symbol.asyncIterator]: () => iterate.call(stream) } : stream;
}

const METHODS = ["next", "return", "throw"] as const;

/** What is heard of a stream: each answer to its reader, and what it threw instead. */
export interface Listener {
  answered(method: (typeof METHODS)[number], step: { done: boolean; value: unknown }): void;
  threw(method: (typeof METHODS)[number], error: unknown): void;
}

/**
 * The same stream, heard. It asks for nothing that was not asked for, and is derived from the stream or iterator, so that
 * whatever else that has is there as well.
 */
export function heard<T extends object>(inner: T, listener: Listener): T {
  const outer: T = Object.create(inner);
  const define = (name: PropertyKey, value: unknown) => Object.defineProperty(outer, name, { value });
  for (const name of METHODS) {
    const method: unknown = Reflect.get(inner, name);
    if (typeof method !== "function") continue;
    define(name, async (...args: unknown[]) => {
      try {
        const step: unknown = await method.apply(inner, args);
        const { done, value } = Object(step) as { done?: unknown; value?: unknown };
        listener.answered(name, { done: Boolean(done), value });
        return step;
      } catch (error) {
        listener.threw(name, error);
        throw error;
      }
    });
  }
  for (const name of [Symbol.asyncIterator, AHEAD]) {
    const iterate: unknown = Reflect.get(inner, name);
    if (typeof iterate !== "function") continue;
    define(name, () => {
      const iterator: unknown = iterate.call(inner);
      if (iterator === inner) return outer;
      // What is no iterator is for the reader to complain about.
      return typeof iterator === "object" && iterator !== null ? heard(iterator, listener) : iterator;
    });
  }
  return outer;
}
