// One operator is enough: map gives a list of one, filter a list of one or none.
export function map<In, Out>(source: AsyncIterable<In>, transform: (item: In) => Promise<Out>): AsyncIterable<Out> {
  return flatMap(source, async (item) => [await transform(item)]);
}

export function filter<Item>(source: AsyncIterable<Item>, keep: (item: Item) => Promise<boolean>): AsyncIterable<Item> {
  return flatMap(source, async (item) => ((await keep(item)) ? [item] : []));
}

export async function* flatMap<In, Out>(
  source: AsyncIterable<In>,
  expand: (item: In) => Promise<Out[]>,
): AsyncIterable<Out> {
  for await (const item of source) {
    for (const result of await expand(item)) yield result;
  }
}
