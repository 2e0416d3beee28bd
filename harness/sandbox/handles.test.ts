import { expect, test } from "vitest";
import { exported, open } from "./testing/submit.ts";

/** A stream that tells how far it was read, and whether its reader left. */
function counted(items: number[]) {
  const seen = { taken: 0, left: false };
  return {
    seen,
    async *[Symbol.asyncIterator]() {
      try {
        for (const item of items) {
          seen.taken++;
          yield item;
        }
      } finally {
        seen.left = seen.taken < items.length;
      }
    },
  };
}

const LAZY = `
  export async function* f(source, work = async (n) => n) { for await (const one of source) yield await work(one); }
`;

test("a stream is read no further than its reader asks", async () => {
  const f = await exported(LAZY);
  const source = counted([1, 2, 3]);
  const results = (await f(source)) as AsyncIterable<number>;
  expect(source.seen.taken).toBe(0);
  const taken: number[] = [];
  for await (const _ of results) taken.push(source.seen.taken);
  expect(taken).toEqual([1, 2, 3]);
});

test("who leaves early closes the stream on the other side", async () => {
  const f = await exported(LAZY);
  const source = counted([1, 2, 3]);
  for await (const one of (await f(source)) as AsyncIterable<number>) if (one === 2) break;
  expect(source.seen).toEqual({ taken: 2, left: true });
});

test("what a submission leaves early is closed here", async () => {
  const f = await exported("export async function f(source) { for await (const one of source) return one; }");
  const source = counted([1, 2, 3]);
  expect(await f(source)).toBe(1);
  expect(source.seen).toEqual({ taken: 1, left: true });
});

test("a stream that is read twice begins anew, and two streams of one call are told apart", async () => {
  const f = await exported(`
    export async function f(one, other) {
      const all = [];
      for (const source of [one, other, one]) for await (const item of source) all.push(item);
      return all;
    }
  `);
  expect(await f(counted([1, 2]), counted([3]))).toEqual([1, 2, 3, 1, 2]);
});

test("what a stream or a callback throws crosses, and in which of our files is not told", async () => {
  const f = await exported(`
    export async function f(source, work) {
      const told = [];
      for (const one of [async () => { for await (const _ of source); }, () => work(1)]) {
        await one().catch((error) => told.push(error.name, error.message, /handles.test/.test(error.stack)));
      }
      return told;
    }
  `);
  const fails = async () => {
    throw new RangeError("no price");
  };
  async function* failing(): AsyncGenerator<number> {
    await fails();
    yield 1;
  }
  expect(await f(failing(), fails)).toEqual(["RangeError", "no price", false, "RangeError", "no price", false]);
});

test("a signal crosses when it aborts, and one that has aborted is aborted", async () => {
  const sandbox = await open(`
    export async function f(signal) {
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return signal.aborted;
    }
  `);
  const { f } = await sandbox.load();
  const controller = new AbortController();
  const waiting = f?.(controller.signal);
  controller.abort();
  expect(await waiting).toBe(true);
  expect(await f?.(AbortSignal.abort())).toBe(true);
});

test("what a callback is asked for in excess is refused", async () => {
  const f = await exported("export async function f(work) { return work(1_000_000).catch((error) => error.message); }");
  expect(await f(async (n: number) => Array(n).fill(0))).toMatch(/^the result holds more than/);
  const g = await exported(`
    export async function f(work) { const a = []; a.length = 2 ** 31; return work(a).catch((error) => error.message); }
  `);
  let called = false;
  const told = await g(async () => {
    called = true;
  });
  expect([told, called]).toEqual([expect.stringMatching(/^the result holds more than/), false]);
});

test("after a check its streams and callbacks are out of reach", async () => {
  const sandbox = await open(`
    let kept;
    export async function keep(source, work) { kept = { source, work }; }
    export async function use() {
      const read = async () => { for await (const _ of kept.source) return "read"; };
      return Promise.all([read().catch((e) => e.message), kept.work(1).catch((e) => e.message)]);
    }
  `);
  const { keep, use } = await sandbox.load();
  const source = counted([1]);
  let calls = 0;
  await keep?.(source, async () => calls++);
  sandbox.letGo();
  const over = "the check that this belonged to is over";
  expect(await use?.()).toEqual([over, over]);
  expect([calls, source.seen.taken]).toEqual([0, 0]);
});

test("what it prints comes line by line, without what moves a cursor, and a flood is cut off", async () => {
  const lines: string[] = [];
  const sandbox = await open(
    `export async function f() {
      console.log("\\u001b[31mred\\u001b[0m\\u202e\\u0007!");
      for (let i = 0; i < 1_000; i++) console.log(i);
    }`,
    (line) => lines.push(line),
  );
  await (await sandbox.load()).f?.();
  await sandbox.close();
  expect(lines[0]).toBe("red!");
  expect(lines).toHaveLength(201);
  expect(lines.at(-1)).toMatch(/^\(more than 200 lines/);
});
