// caught-by: OPS-04
// You take the first item when the operator is made: a pipeline that nobody reads has already taken something.
export { filter, map } from "../stateless-operators.ts";

export async function flatMap<In, Out>(
  source: AsyncIterable<In>,
  expand: (item: In) => Promise<Out[]>,
): Promise<AsyncGenerator<Out>> {
  const items = source[Symbol.asyncIterator]();
  let { done, value } = await items.next();
  return (async function* () {
    try {
      while (!done) {
        yield* await expand(value);
        ({ done, value } = await items.next());
      }
    } finally {
      if (!done) await items.return?.();
    }
  })();
}
