// caught-by: OPS-02
// You do not wait for the answer of an async callback: a promise is always true, so every item is kept.
export { flatMap, map } from "../stateless-operators.ts";

export async function* filter<Item>(source: AsyncIterable<Item>, keep: (item: Item) => unknown): AsyncGenerator<Item> {
  for await (const item of source) if (keep(item)) yield item;
}
