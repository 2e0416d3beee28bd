// caught-by: OPS-04
// You read the whole source before you give the first result: over a stream without an end, none is ever given.
export { filter, flatMap } from "../stateless-operators.ts";

export async function* map<In, Out>(
  source: AsyncIterable<In>,
  transform: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const items: In[] = [];
  for await (const item of source) items.push(item);
  for (const item of items) yield await transform(item);
}
