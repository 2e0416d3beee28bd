import { expect, test } from "vitest";
import { type Call, canonical, settle, traceText, watched } from "./trace.ts";

const asItIs = (text: string) => text;

/** A source as tests hand it over: it knows how far it has been read. */
function source(items: number[]) {
  const state = { taken: 0, leftEarly: false };
  return {
    get taken() {
      return state.taken;
    },
    get leftEarly() {
      return state.leftEarly;
    },
    async *[Symbol.asyncIterator]() {
      for (const item of items) {
        state.taken++;
        yield item;
      }
    },
  };
}

/** Calls a function as the facade does, and reads what it returns as a test does. */
async function traced(fn: (numbers: AsyncIterable<number>) => AsyncIterable<unknown>): Promise<string | undefined> {
  const numbers = source([1, 2, 3]);
  const call: Call = { name: "fn", args: [numbers], outcome: "pending" };
  const stream = watched(call, fn(numbers), asItIs) as AsyncIterable<unknown>;
  settle(call, { returned: stream });
  for await (const _ of stream);
  return traceText([call], asItIs);
}

async function* lazily(numbers: AsyncIterable<number>) {
  for await (const n of numbers) yield { double: 2 * n, n };
}

test("the same items at the same times are the same trace, however the stream is made", async () => {
  const byHand = (numbers: AsyncIterable<number>): AsyncIterable<unknown> => ({
    [Symbol.asyncIterator]() {
      const reader = numbers[Symbol.asyncIterator]();
      const next = async () => {
        const { done, value } = await reader.next();
        return done ? { done, value: undefined } : { done: false, value: { n: value, double: 2 * value } };
      };
      return { next };
    },
  });
  expect(await traced(byHand)).toBe(await traced(lazily));
});

test("the same items after more has been read are another trace", async () => {
  async function* eagerly(numbers: AsyncIterable<number>) {
    const all = [];
    for await (const n of numbers) all.push(n);
    for (const n of all) yield { n, double: 2 * n };
  }
  expect(await traced(eagerly)).not.toBe(await traced(lazily));
});

test("an item is written down as it was when it was given", async () => {
  async function* sameObject(numbers: AsyncIterable<number>) {
    const item = { n: 0, double: 0 };
    for await (const n of numbers) yield Object.assign(item, { n, double: 2 * n });
  }
  expect(await traced(sameObject)).toBe(await traced(lazily));
});

test("a stream without an end is written down so far, and equals nothing", async () => {
  const call: Call = { name: "fn", args: [], outcome: "pending" };
  async function* endless() {
    for (let n = 0; ; n++) yield n;
  }
  let left = 20_000;
  for await (const _ of watched(call, endless(), asItIs) as AsyncIterable<number>) if (--left === 0) break;
  expect(call.given?.length).toBeLessThan(20_000);
  expect(traceText([call], asItIs)).toBeUndefined();
});

test("leaving a stream closes it, and what it has besides stays there", async () => {
  const seen: string[] = [];
  async function* open() {
    try {
      yield 1;
      yield 2;
    } finally {
      seen.push("closed");
    }
  }
  const call: Call = { name: "fn", args: [], outcome: "pending" };
  const stream = watched(call, Object.assign(open(), { label: "mine" }), asItIs) as AsyncGenerator & { label: string };
  for await (const _ of stream) break;
  expect(seen).toEqual(["closed"]);
  expect(stream.label).toBe("mine");
  expect(call.given).toEqual(["1 ", "return "]);
});

test.each([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [new Error("no"), new RangeError("no"), true],
  [new Error("no"), new Error("yes"), false],
  [undefined, null, false],
  [0, -0, false],
  [Number.NaN, Number.POSITIVE_INFINITY, false],
  [[undefined], [], false],
  ["1", 1, false],
  [new Map([[1, "x"]]), new Map([[1, "y"]]), false],
  [Array(5_000).fill(1), [...Array(4_999).fill(1), 2], false],
])("canonical: %o and %o are the same: %s", (one, other, same) => {
  expect(canonical(one, asItIs) === canonical(other, asItIs)).toBe(same);
});

test("a value that holds itself has a text, and a short one", () => {
  const ring: Record<string, unknown> = { items: Array(1_000).fill("x") };
  ring.self = ring;
  expect(canonical(ring, asItIs).length).toBeLessThan(100);
});
