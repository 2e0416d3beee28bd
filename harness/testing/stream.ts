import { ahead, type Counted, counted, fromScript } from "../streams.ts";

export const stream = {
  /**
   * The items in their order, each given only when the reader asks for it. A submission's process gets all of them at
   * once, and says itself how far it has read: a check that asks takes `stream.counted`.
   */
  of<T>(items: Iterable<T>): AsyncIterable<T> {
    return fromScript([...items]);
  },

  /** The same, and it can be asked how far it has been read: each item is fetched from here, by a submission too. */
  counted<T>(items: Iterable<T>): Counted<T> {
    return counted([...items]);
  },

  /**
   * Reads a source to its end.
   * @param kept  what is kept of an item as it comes: a copy, where the source may change it later
   */
  async collect<T>(source: AsyncIterable<T> | Iterable<T>, kept = (item: T): T => item): Promise<T[]> {
    const items: T[] = [];
    for await (const item of ahead(source)) items.push(kept(item));
    return items;
  },
};
