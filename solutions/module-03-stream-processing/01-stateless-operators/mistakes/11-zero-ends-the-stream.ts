// caught-by: OPS-06
// You read until an item is falsy instead of until the source says done: an item of 0 or "" ends the stream.
export { filter, flatMap } from "../stateless-operators.ts";

export async function* map<In, Out>(
  source: AsyncIterable<In>,
  transform: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const items = source[Symbol.asyncIterator]();
  try {
    for (let next = await items.next(); next.value; next = await items.next()) yield await transform(next.value);
  } finally {
    await items.return?.();
  }
}
