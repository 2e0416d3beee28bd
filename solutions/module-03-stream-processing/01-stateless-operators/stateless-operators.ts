export async function* map<In, Out>(
  source: AsyncIterable<In>,
  transform: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  for await (const item of source) yield await transform(item);
}

export async function* filter<Item>(
  source: AsyncIterable<Item>,
  keep: (item: Item) => Promise<boolean>,
): AsyncGenerator<Item> {
  for await (const item of source) if (await keep(item)) yield item;
}

export async function* flatMap<In, Out>(
  source: AsyncIterable<In>,
  expand: (item: In) => Promise<Out[]>,
): AsyncGenerator<Out> {
  for await (const item of source) yield* await expand(item);
}
