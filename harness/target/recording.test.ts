import { expect, test } from "vitest";
import { facade, runAgainst } from "./facade.ts";
import type { CallRecord } from "./recording.ts";

type Exports = Record<string, (...args: never[]) => unknown>;

/** What is recorded while a body calls functions through a facade. */
async function recorded(exports: Exports, body: (call: ReturnType<typeof facade>) => Promise<unknown>) {
  const records: CallRecord[] = [];
  const call = facade({ exercise: { file: "mine.ts", load: async () => exports } });
  const running = { target: "exercise", trace: [], ended: new AbortController().signal, records } as const;
  const result = await runAgainst({ ...running, trace: [] }, async () => body(call));
  return { records, result };
}

async function* source(...items: unknown[]) {
  yield* items;
}

async function collect(stream: unknown): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of stream as AsyncIterable<unknown>) items.push(item);
  return items;
}

test("data: fields in the order of their names, lists item by item, and what was thrown", async () => {
  const { records } = await recorded(
    {
      one: () => ({ b: undefined, a: Number.NaN }),
      many: () => [1n, new Map([["k", -0]])],
      none: () => {
        throw new RangeError("too far");
      },
    },
    async (call) => {
      await call("one")({ z: 1, y: [2] });
      await call("many")();
      await call("none")().catch(() => {});
    },
  );
  expect(records.map(({ name, given, kind, results }) => ({ name, given, kind, results }))).toEqual([
    { name: "one", given: ["{ y: [ 2 ], z: 1 }"], kind: "value", results: ["{ a: NaN, b: undefined }"] },
    { name: "many", given: [], kind: "list", results: ["1n", "Map(1) { 'k' => -0 }"] },
    { name: "none", given: [], kind: "threw", results: ["RangeError: too far"] },
  ]);
});

test("an eager and a lazy stream give the same items, and are told apart by when they take theirs", async () => {
  const double = async (n: number) => n * 2;
  const exports: Exports = {
    async *lazy(items: AsyncIterable<number>, f: typeof double) {
      for await (const item of items) yield await f(item);
    },
    async *eager(items: AsyncIterable<number>, f: typeof double) {
      const all = (await collect(items)) as number[];
      for (const item of all) yield await f(item);
    },
  };
  const { records, result } = await recorded(exports, async (call) => [
    await collect(await call("lazy")(source(1, 2, 3), double)),
    await collect(await call("eager")(source(1, 2, 3), double)),
  ]);
  expect(result).toEqual([
    [2, 4, 6],
    [2, 4, 6],
  ]);
  const same = { given: ["stream", "function"], kind: "stream", results: ["2", "4", "6"], taken: ["1", "2", "3"] };
  expect(records).toEqual([
    { ...same, name: "lazy", asked: 3, takenAt: [1, 2, 3] },
    { ...same, name: "eager", asked: 3, takenAt: [3, 3, 3] },
  ]);
});

test("a reader that leaves early is heard by the source, and a stream that breaks is noted with what it gave", async () => {
  let closed = false;
  async function* watchful() {
    try {
      yield* [1, 2, 3];
    } finally {
      closed = true;
    }
  }
  const exports: Exports = {
    async *pass(items: AsyncIterable<number>) {
      for await (const item of items) {
        if (item === 3) throw new Error("three");
        yield item;
      }
    },
  };
  const { records } = await recorded(exports, async (call) => {
    for await (const _ of (await call("pass")(watchful())) as AsyncIterable<number>) break;
    await collect(await call("pass")(source(1, 3))).catch(() => {});
  });
  expect(closed).toBe(true);
  expect(records).toMatchObject([
    { kind: "stream", results: ["1"], taken: ["1"] },
    { kind: "threw", results: ["1", "Error: three"], taken: ["1", "3"] },
  ]);
});

test("streams inside a list are watched too, and a stream that begins anew at each reading still does", async () => {
  const again = { [Symbol.asyncIterator]: () => source("a")[Symbol.asyncIterator]() };
  const exports: Exports = {
    async twice([first]: AsyncIterable<string>[]) {
      return [...(await collect(first)), ...(await collect(first))];
    },
  };
  const { records } = await recorded(exports, (call) => call("twice")([again]));
  expect(records).toMatchObject([{ given: ["[stream]"], results: ["'a'", "'a'"], taken: ["'a'", "'a'"] }]);
});
