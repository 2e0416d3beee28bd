// caught-by: OPS-01
// You leave out a result of undefined or null: what nobody knows is a result too, and the items must not become fewer.
export { filter, flatMap } from "../stateless-operators.ts";

export async function* map<In, Out>(
  source: AsyncIterable<In>,
  transform: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  for await (const item of source) {
    const result = await transform(item);
    if (result !== undefined && result !== null) yield result;
  }
}
