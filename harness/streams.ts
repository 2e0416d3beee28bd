/** Whether a value can be read with `for await`. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, Symbol.asyncIterator) === "function";
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
  if (isAsyncIterable(inner)) {
    define(Symbol.asyncIterator, () => {
      const iterator: unknown = inner[Symbol.asyncIterator]();
      if (iterator === inner) return outer;
      // What is no iterator is for the reader to complain about.
      return typeof iterator === "object" && iterator !== null ? heard(iterator, listener) : iterator;
    });
  }
  return outer;
}
