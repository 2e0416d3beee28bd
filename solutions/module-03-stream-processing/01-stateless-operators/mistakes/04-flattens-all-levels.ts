// caught-by: OPS-03
// You open the lists inside the list as well: results that are lists themselves come out in pieces.
export { filter, map } from "../stateless-operators.ts";

export async function* flatMap<In, Out>(
  source: AsyncIterable<In>,
  expand: (item: In) => Promise<Out[]>,
): AsyncGenerator<unknown> {
  for await (const item of source) yield* (await expand(item)).flat(Number.POSITIVE_INFINITY);
}
