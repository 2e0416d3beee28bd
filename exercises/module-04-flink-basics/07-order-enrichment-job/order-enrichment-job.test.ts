import { describe, expect, type Flink, type Topic, test, until } from "#harness";
import type { Order, OrderLine, Product } from "#kata";
import { type CategoryTotal, type EnrichedLine, enrichOrders, type SoldLine } from "./order-enrichment-job.ts";

/** What the shop sells in these checks. */
const CATALOGUE = { pan: "kitchen", pot: "kitchen", atlas: "books", dice: "games" } as const;

describe("orders become lines with a category", () => {
  test("each line of an order comes out once, with its product's category", { code: "ENR-01" }, async ({
    flink,
    topic,
  }) => {
    const { orders, products, lines, names } = await fiveTopics(flink, topic);
    await products.produce(Object.keys(CATALOGUE).map((productId) => product(productId)));
    await orders.produce([
      order("o-1", [line("pan", 2, 3_000), line("atlas", 1, 2_000)]),
      order("o-2", [line("pan", 1, 3_100)]),
      order("o-3", [line("dice", 3, 500), line("pot", 1, 4_000), line("pan", 1, 3_100)]),
    ]);

    await flink.runToEnd(enrichOrders, [names]);

    expect(
      await records<EnrichedLine>(lines),
      "six lines, each under its product's key, with what all its pieces cost",
    ).toContainExactly([
      { key: "pan", orderId: "o-1", productId: "pan", quantity: 2, cents: 6_000, category: "kitchen" },
      { key: "atlas", orderId: "o-1", productId: "atlas", quantity: 1, cents: 2_000, category: "books" },
      { key: "pan", orderId: "o-2", productId: "pan", quantity: 1, cents: 3_100, category: "kitchen" },
      { key: "dice", orderId: "o-3", productId: "dice", quantity: 3, cents: 1_500, category: "games" },
      { key: "pot", orderId: "o-3", productId: "pot", quantity: 1, cents: 4_000, category: "kitchen" },
      { key: "pan", orderId: "o-3", productId: "pan", quantity: 1, cents: 3_100, category: "kitchen" },
    ]);
  });

  test("a line that is read before its product waits for it", { code: "ENR-02" }, async ({ flink, topic }) => {
    const { orders, products, lines, names } = await fiveTopics(flink, topic);
    await orders.produce([order("o-1", [line("pan", 1, 3_000)])]);
    const out = async () =>
      (await records<EnrichedLine>(lines)).map(({ orderId, category }) => `${orderId} ${category}`);

    const job = await flink.run(enrichOrders, [{ ...names, endless: true }]);
    // A vertex that reads from others is downstream of the sources: first it reads the line, then its product's entries.
    const downstream = (await job.plan()).vertices.filter(({ inputs }) => inputs.length > 0).map(({ id }) => id);
    const read = async () => {
      const { vertices } = await job.details();
      return vertices.filter(({ id }) => downstream.includes(id)).map(({ metrics }) => metrics["read-records"]);
    };
    const atLeast = (records: number) => (counts: number[]) => counts.some((count) => count >= records);
    await until("the line to be read downstream of its source", read, atLeast(1), 20_000);
    await products.produce([product("pan"), product("pan")]); // its price has changed
    await until("the product to be read as well", read, atLeast(3), 20_000);
    await orders.produce([order("o-2", [line("pan", 1, 3_100)])]);
    await until("o-2 to come out", out, (seen) => seen.some((text) => text.startsWith("o-2")), 20_000);

    expect(
      await out(),
      "the line of o-1 is written when its product comes, once, and that of o-2 at once",
    ).toContainExactly(["o-1 kitchen", "o-2 kitchen"]);
  });
});

describe("what comes of the lines", () => {
  test("the newest record of each category is its total", { code: "ENR-03" }, async ({ flink, topic }) => {
    const { orders, products, totals, names } = await fiveTopics(flink, topic);
    await products.produce(Object.keys(CATALOGUE).map((productId) => product(productId)));
    await orders.produce([
      order("o-1", [line("pan", 2, 3_000), line("atlas", 1, 2_000)]),
      order("o-2", [line("pot", 1, 4_000)]),
      order("o-3", [line("pan", 1, 3_100), line("dice", 3, 500)]),
    ]);

    await flink.runToEnd(enrichOrders, [names]);

    const written = await records<CategoryTotal>(totals);
    const newest = Object.fromEntries(written.map(({ key, ...total }) => [key, total]));
    expect(newest, "pieces and cents of a category, of whichever product").toEqual({
      kitchen: { category: "kitchen", pieces: 4, cents: 13_100 },
      books: { category: "books", pieces: 1, cents: 2_000 },
      games: { category: "games", pieces: 3, cents: 1_500 },
    } satisfies Record<string, CategoryTotal>);
  });

  test("a line of an unknown product has a topic of its own", { code: "ENR-04" }, async ({ flink, topic }) => {
    const { orders, products, lines, unknown, totals, names } = await fiveTopics(flink, topic);
    await products.produce([product("pan")]);
    await orders.produce([
      order("o-1", [line("pan", 1, 3_000), line("unicorn", 1, 9_900)]),
      order("o-2", [line("unicorn", 2, 9_900)]),
    ]);

    await flink.runToEnd(enrichOrders, [names]);

    expect(
      await records<SoldLine>(unknown),
      "lines whose product nobody knows at the end, as they are, under their product's key",
    ).toContainExactly([
      { key: "unicorn", orderId: "o-1", productId: "unicorn", quantity: 1, cents: 9_900 },
      { key: "unicorn", orderId: "o-2", productId: "unicorn", quantity: 2, cents: 19_800 },
    ]);
    expect(
      (await records<EnrichedLine>(lines)).map(({ productId }) => productId),
      "lines with a category",
    ).toEqual(["pan"]);
    expect(await records<CategoryTotal>(totals), "totals, of what has a category").toEqual([
      { key: "kitchen", category: "kitchen", pieces: 1, cents: 3_000 },
    ]);
  });
});

/** Topics of a check's own, and what the job is told of them. */
async function fiveTopics(flink: Flink, topic: (what: string, options: { partitions: number }) => Promise<Topic>) {
  const make = (what: string) => topic(what, { partitions: 2 });
  const [orders, products] = [await make("orders"), await make("products")];
  const [lines, unknown, totals] = [await make("lines"), await make("unknown"), await make("totals")];
  const names = {
    brokers: flink.brokers,
    orders: orders.name,
    products: products.name,
    lines: lines.name,
    unknown: unknown.name,
    totals: totals.name,
    endless: false,
  };
  return { orders, products, lines, unknown, totals, names };
}

/** What a topic holds: each value, and its record's key. */
function records<T>(topic: Topic) {
  return topic.keyedValues<T>({ isolation: "read_committed" });
}

function order(orderId: string, lines: OrderLine[]): { key: string; value: Order } {
  const value: Order = {
    eventId: `e-${orderId}`,
    version: 1,
    occurredAt: 1_767_603_694_713,
    orderId,
    customerId: "c-7",
    lines,
    totalCents: lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0),
    currency: "EUR",
  };
  return { key: value.customerId, value };
}

function line(productId: string, quantity: number, unitPriceCents: number): OrderLine {
  return { productId, quantity, unitPriceCents };
}

function product(productId: string): { key: string; value: Product } {
  const value: Product = {
    eventId: `e-${productId}`,
    version: 1,
    occurredAt: 1_767_600_000_000,
    productId,
    name: `A ${productId}`,
    category: CATALOGUE[productId as keyof typeof CATALOGUE],
    priceCents: 3_000,
  };
  return { key: productId, value };
}
