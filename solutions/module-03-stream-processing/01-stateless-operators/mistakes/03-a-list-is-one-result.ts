// caught-by: OPS-03
// You yield the list itself instead of its elements, which is what map does: the result is a level too deep.
export { filter, map } from "../stateless-operators.ts";

export async function* flatMap<In, Out>(
  source: AsyncIterable<In>,
  expand: (item: In) => Promise<Out[]>,
): AsyncGenerator<Out[]> {
  for await (const item of source) yield await expand(item);
}
