// caught-by: OPS-01
// You test the result for truth before you yield it, so a result of 0 or "" is lost.
export { filter, flatMap } from "../stateless-operators.ts";

export async function* map<In, Out>(
  source: AsyncIterable<In>,
  transform: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  for await (const item of source) {
    const result = await transform(item);
    if (result) yield result;
  }
}
