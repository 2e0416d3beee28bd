import { describe, expect, fc, stream, test } from "#harness";
import { filter, flatMap, map } from "./stateless-operators.ts";

const STOCK: Record<string, number> = { mug: 3, pen: 0, cap: 12 };
const LINES: Record<string, string[]> = { o1: ["mug", "mug"], o2: [], o3: ["cap"] };

describe("operators that remember nothing", () => {
  test("map gives one result for each item", { code: "OPS-01" }, async () => {
    const products = stream.of(["mug", "pen", "hat", "cap"]);

    const stock = await stream.collect(await map(products, async (product) => STOCK[product]));

    expect(stock, "four products are four results; a stock of 0 is one of them, and so is none known").toEqual([
      3,
      0,
      undefined,
      12,
    ]);
  });

  test("filter keeps an item if the answer is yes", { code: "OPS-02" }, async () => {
    const products = stream.of(["mug", "pen", "cap"]);

    const inStock = await stream.collect(await filter(products, async (product) => STOCK[product] !== 0));

    expect(inStock, "there is no pen left, so the pen is not kept").toEqual(["mug", "cap"]);
  });

  test("flatMap gives none, one or many results for an item", { code: "OPS-03" }, async () => {
    const orders = stream.of(["o1", "o2", "o3"]);
    const sold = await stream.collect(await flatMap(orders, async (order) => LINES[order] ?? []));
    expect(sold, "order o1 has two lines, o2 has none, o3 has one: three results").toEqual(["mug", "mug", "cap"]);

    const boxes = stream.of(["box"]);
    const pairs = await stream.collect(await flatMap(boxes, async () => [["left", "right"], ["spare"]]));
    expect(pairs, "a box gives two pairs, and a pair stays a pair").toEqual([["left", "right"], ["spare"]]);
  });

  test("an item is taken when a result is asked for, and no sooner", { code: "OPS-04" }, async () => {
    const mapped = stream.counted([1, 2, 3]);
    expect(
      await takenAtEach(mapped, await map(mapped, async (n) => n * 2)),
      "with map, nothing is taken before a result is asked for, and then one item for each result",
    ).toEqual([0, 1, 2, 3]);

    const filtered = stream.counted([1, 2, 3, 4, 5, 6]);
    expect(
      await takenAtEach(filtered, await filter(filtered, async (n) => n % 3 === 0)),
      "with filter, nothing is taken before a result is asked for, and then it stops at 3 and at 6",
    ).toEqual([0, 3, 6]);

    const expanded = stream.counted([1, 2, 3]);
    expect(
      await takenAtEach(expanded, await flatMap(expanded, async (n) => Array(n).fill(n))),
      "with flatMap, nothing is taken before a result is asked for, and then no item before the last one is used up",
    ).toEqual([0, 1, 2, 2, 3, 3, 3]);
  });

  test("when reading ends early, the source is closed", { code: "OPS-05" }, async () => {
    for (const [name, operator] of Object.entries(operators)) {
      const left = stream.counted([1, 2, 3]);
      for await (const _ of await operator(left, async () => {})) break;
      expect(left.leftEarly, `the reader of ${name} leaves after one result, so the source is closed`).toBe(true);

      const failed = stream.counted([1, 2, 3]);
      const told = await errorOf(operator(failed, failAtTwo));
      expect(told, `what the callback of ${name} throws reaches the reader`).toBe("2 has no price");
      expect(failed.leftEarly, `the callback of ${name} fails, so the source is closed`).toBe(true);
    }
  });

  test.prop("a chain of them does what it does to a list", { code: "OPS-06", runs: 50 }, numbers(), async (items) => {
    const less = await map(stream.of(items), async (n) => n - 1);
    const even = await filter(less, async (n) => n % 2 === 0);
    const chained = await stream.collect(await flatMap(even, async (n) => [n, ...ladder(n)]));

    const expected = items
      .map((n) => n - 1)
      .filter((n) => n % 2 === 0)
      .flatMap((n) => [n, ...ladder(n)]);
    expect(chained, "one less, the even ones, each followed by the numbers below it").toEqual(expected);
  });
});

type Numbers = AsyncIterable<number>;

/** The three of them, so that each gives one result for each item; `meet` sees every item first. */
const operators: Record<string, (source: Numbers, meet: (n: number) => Promise<void>) => Promise<Numbers>> = {
  map: async (source, meet) => map(source, (n) => awaitedOrNot(meet(n).then(() => n))),
  filter: async (source, meet) => filter(source, (n) => awaitedOrNot(meet(n).then(() => true))),
  flatMap: async (source, meet) => flatMap(source, (n) => awaitedOrNot(meet(n).then(() => [n]))),
};

/** An operator that does not wait for a callback fails the check, and not the whole run by an unhandled rejection. */
function awaitedOrNot<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => {});
  return answer;
}

/** How many items have been taken: before the first result is asked for, and as each result comes. */
async function takenAtEach(source: { taken: number }, results: AsyncIterable<unknown>): Promise<number[]> {
  await turn();
  const taken = [source.taken];
  for await (const _ of results) {
    await turn();
    taken.push(source.taken);
  }
  return taken;
}

/** A turn of the event loop: whoever reads ahead does it now. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function failAtTwo(n: number): Promise<void> {
  if (n === 2) throw new Error("2 has no price");
}

async function errorOf(results: Promise<Numbers>): Promise<string> {
  try {
    await stream.collect(await results);
    return "no error";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** 3 becomes 2, 1, 0; nothing is below 0. */
function ladder(n: number): number[] {
  return Array.from({ length: Math.max(n, 0) }, (_, i) => n - 1 - i);
}

/** Up to a dozen small numbers, 0 and negative ones among them. */
function numbers(): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: -3, max: 5 }), { maxLength: 12 });
}
