import { expect, test, vi } from "vitest";
import { ahead, counted, fromScript } from "../streams.ts";
import { exported, open } from "./testing/submit.ts";

const LAZY = "export async function* f(source) { for await (const one of source) yield { one }; }";

async function readToEnd<T>(stream: AsyncIterable<T>, each: (item: T) => void): Promise<void> {
  for await (const item of ahead(stream)) each(item);
}

test("a scripted stream is read over there, and how far is told with the answer", async () => {
  const f = await exported(`
    export async function f(source, last) {
      for await (const one of source) if (one === last) break;
    }
  `);
  const source = fromScript([1, 2, 3]);
  await f(source, 2);
  expect(source).toMatchObject({ taken: 2, leftEarly: true, ended: false });
  // Whoever reads it anew begins with the first item.
  await f(source, 4);
  expect(source).toMatchObject({ taken: 5, leftEarly: false, ended: true });
});

test("how far is told where no answer comes, too", async () => {
  const f = await exported(`
    export async function f(source) {
      for await (const one of source) if (one === 2) await new Promise(() => setInterval(() => {}, 1_000));
    }
  `);
  const source = fromScript([1, 2, 3]);
  // The end of its process, after the test.
  f(source).catch(() => {});
  await vi.waitFor(() => expect(source).toMatchObject({ taken: 2, leftEarly: false, ended: false }), 10_000);
});

test("an item of a stream that is read from here is nowhere over there before it is asked for", async () => {
  const f = await exported(`
    const received = [];
    const parse = JSON.parse;
    JSON.parse = (text, ...more) => {
      received.push(text);
      return parse(text, ...more);
    };
    export async function f(source) {
      for await (const _ of source) return received.some((text) => text.includes("the second"));
    }
  `);
  const items = ["the first", "the second"];
  expect(await f(counted(items))).toBe(false);
  expect(await f(fromScript(items))).toBe(true);
});

test.each([
  ["a scripted stream", fromScript([1, 2, 3])],
  ["a stream that is read from here", counted([1, 2, 3])],
])("what is made of %s is read to its end, each item when as much had been read as it takes", async (_, source) => {
  const f = await exported(LAZY);
  const seen: unknown[] = [];
  await readToEnd((await f(source)) as AsyncIterable<unknown>, (item) => seen.push(item, source.taken));
  expect(seen).toEqual([{ one: 1 }, 1, { one: 2 }, 2, { one: 3 }, 3]);
  expect(source.ended).toBe(true);
});

test("who reads to the end gets what came before a throw, and each item as it was when it came", async () => {
  const f = await exported(`
    export async function* f() {
      const item = { n: 0 };
      for (; item.n < 100; item.n++) yield item;
      throw new RangeError("no more");
    }
  `);
  const seen: { n: number }[] = [];
  const reading = readToEnd((await f()) as AsyncIterable<{ n: number }>, (item) => seen.push(item));
  await expect(reading).rejects.toThrow("no more");
  expect(seen.map(({ n }) => n)).toEqual(Array.from({ length: 100 }, (_, n) => n));
});

test("an item that is no data is a fault, where it stands", async () => {
  const f = await exported("export async function* f() { yield 1; yield () => 2; }");
  const seen: unknown[] = [];
  const reading = readToEnd((await f()) as AsyncIterable<unknown>, (item) => seen.push(item));
  await expect(reading).rejects.toThrow("the result is not plain data");
  expect(seen).toEqual([1]);
});

test.each([undefined, null, 7, { n: 1 }])("%j is no stream, and that is said", async (returned) => {
  await expect(readToEnd(returned as never, () => {})).rejects.toThrow(new TypeError("it is not async iterable"));
});

test("who leaves what is read ahead closes it over there", async () => {
  const sandbox = await open(`
    let left = 0;
    export async function* f() { try { for (let n = 0; ; n++) yield n; } finally { left++; } }
    export async function timesLeft() { return left; }
  `);
  const { f, timesLeft } = await sandbox.load();
  for await (const n of ahead((await f?.()) as AsyncIterable<number>)) if (n === 100) break;
  expect(await timesLeft?.()).toBe(1);
});

test("of a stream without an end, items come while it goes on", async () => {
  const f = await exported("export async function* f() { for (let n = 0; ; n++) yield n; }");
  const enough = (n: unknown) => {
    if (n === 200) throw new Error("enough");
  };
  await expect(readToEnd((await f()) as AsyncIterable<unknown>, enough)).rejects.toThrow("enough");
});
