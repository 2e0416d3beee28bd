// caught-by: OPS-05
// You catch what a callback throws and go on: the item is missing from the results, and nobody is told.
export { filter, flatMap } from "../stateless-operators.ts";

export async function* map<In, Out>(
  source: AsyncIterable<In>,
  transform: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  for await (const item of source) {
    let result: Out;
    try {
      result = await transform(item);
    } catch {
      continue;
    }
    yield result;
  }
}
