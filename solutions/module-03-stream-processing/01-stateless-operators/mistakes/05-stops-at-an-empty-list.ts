// caught-by: OPS-03
// You return where you mean to go on: an item without results ends the whole stream.
export { filter, map } from "../stateless-operators.ts";

export async function* flatMap<In, Out>(
  source: AsyncIterable<In>,
  expand: (item: In) => Promise<Out[]>,
): AsyncGenerator<Out> {
  for await (const item of source) {
    const results = await expand(item);
    if (results.length === 0) return;
    yield* results;
  }
}
