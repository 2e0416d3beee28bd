import { NotImplemented } from "#kata";

/**
 * One result for each item, in the order of the items.
 *
 * @param source     read one item at a time, and only when a result is asked for
 * @param transform  may take its time, to look something up; any result counts, 0, "" and undefined included
 * @throws           what `transform` throws; the source is closed then, as it is when the reader leaves early
 */
export async function* map<In, Out>(
  source: AsyncIterable<In>,
  transform: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  // TODO: take an item, wait for its result, yield it; then the next one
  throw new NotImplemented("map");
}

/**
 * The items for which `keep` answers true, unchanged and in their order.
 *
 * @param source  read as far as the next item to keep, and no further; closed as in `map`
 */
export async function* filter<Item>(
  source: AsyncIterable<Item>,
  keep: (item: Item) => Promise<boolean>,
): AsyncGenerator<Item> {
  // TODO: ask about each item, and yield the ones to keep
  throw new NotImplemented("filter");
}

/**
 * None, one or many results for each item: the lists that `expand` gives, one after the other, without the lists.
 *
 * @param source  read again only when all results of the item before have been taken; closed as in `map`
 * @param expand  gives the results of one item; only this one list is opened, not a list inside it
 */
export async function* flatMap<In, Out>(
  source: AsyncIterable<In>,
  expand: (item: In) => Promise<Out[]>,
): AsyncGenerator<Out> {
  // TODO: yield every element of the list that an item becomes
  throw new NotImplemented("flatMap");
}
