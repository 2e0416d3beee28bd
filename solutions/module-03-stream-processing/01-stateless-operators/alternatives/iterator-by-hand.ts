// Iterators written by hand: `next` asks the source, `return` closes it, and so does a callback that throws.
type Answer<In, Out> = (item: In) => Promise<Out[]>;

export function map<In, Out>(source: AsyncIterable<In>, transform: (item: In) => Promise<Out>): AsyncIterable<Out> {
  return operator(source, async (item) => [await transform(item)]);
}

export function filter<Item>(source: AsyncIterable<Item>, keep: (item: Item) => Promise<boolean>): AsyncIterable<Item> {
  return operator(source, async (item) => ((await keep(item)) ? [item] : []));
}

export function flatMap<In, Out>(source: AsyncIterable<In>, expand: Answer<In, Out>): AsyncIterable<Out> {
  return operator(source, expand);
}

function operator<In, Out>(source: AsyncIterable<In>, answer: Answer<In, Out>): AsyncIterable<Out> {
  return {
    [Symbol.asyncIterator]() {
      const items = source[Symbol.asyncIterator]();
      let ready: Iterator<Out> = [][Symbol.iterator]();
      return {
        async next() {
          for (;;) {
            const result = ready.next();
            if (!result.done) return result;
            const item = await items.next();
            if (item.done) return { done: true, value: undefined };
            try {
              ready = (await answer(item.value))[Symbol.iterator]();
            } catch (error) {
              await items.return?.();
              throw error;
            }
          }
        },
        async return() {
          await items.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
