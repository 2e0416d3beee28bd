// caught-by: OPS-05
// You call next() yourself and never return(): when the reader leaves, the source does not learn of it and stays open.
export { flatMap, map } from "../stateless-operators.ts";

export async function* filter<Item>(
  source: AsyncIterable<Item>,
  keep: (item: Item) => Promise<boolean>,
): AsyncGenerator<Item> {
  const items = source[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await items.next();
    if (done) return;
    if (await keep(value)) yield value;
  }
}
