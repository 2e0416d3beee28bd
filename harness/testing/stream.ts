/** A scripted source: gives its items one at a time and knows how far it has been read. */
export interface Scripted<T> extends AsyncIterable<T> {
  /** How many items have been asked for and given. */
  readonly taken: number;
  /** Whether its reader left before the end (`break`, `return`, or a throw inside `for await`). */
  readonly leftEarly: boolean;
  /** Whether its reader has asked for more than there is. */
  readonly ended: boolean;
}

export const stream = {
  /** The items in their order, each given only when the reader asks for it. */
  of<T>(items: Iterable<T>): Scripted<T> {
    const queue = [...items];
    const state = { taken: 0, leftEarly: false, ended: false };
    return {
      get taken() {
        return state.taken;
      },
      get leftEarly() {
        return state.leftEarly;
      },
      get ended() {
        return state.ended;
      },
      async *[Symbol.asyncIterator]() {
        let finished = false;
        try {
          for (const item of queue) {
            state.taken++;
            yield item;
          }
          finished = true;
          state.ended = true;
        } finally {
          state.leftEarly = !finished;
        }
      },
    };
  },

  /** Reads a source to its end. */
  async collect<T>(source: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
    const items: T[] = [];
    for await (const item of source) items.push(item);
    return items;
  },
};
