import { describe, expect, fc, stream, test } from "#harness";
import type { Order } from "#kata";
import { batchReport, type RevenueReport, runningReport } from "./batch-vs-stream.ts";

describe("the same report as a batch and as a stream", () => {
  test("the batch adds up every order once", { code: "BVS-01" }, async () => {
    const orders = [order("e1", 1_000), order("e2", 250), order("e1", 1_000)]; // e1 was sent twice

    expect(await batchReport(orders), "two orders were placed, and one of them was sent twice").toEqual({
      orders: 2,
      totalCents: 1_250,
    });
  });

  test("the stream reports after every order, before it takes the next", { code: "BVS-02" }, async () => {
    const orders = stream.counted([order("e1", 1_000), order("e2", 250), order("e3", 50)]);
    const seen: { taken: number; report: RevenueReport }[] = [];

    for await (const report of await runningReport(orders)) seen.push({ taken: orders.taken, report: { ...report } });

    expect(seen, "each order that is taken is answered with a report").toEqual([
      { taken: 1, report: { orders: 1, totalCents: 1_000 } },
      { taken: 2, report: { orders: 2, totalCents: 1_250 } },
      { taken: 3, report: { orders: 3, totalCents: 1_300 } },
    ]);
  });

  // Before BVS-03: what one stream leaves to the next would fail that one too, with numbers that explain nothing.
  test("two streams know nothing of each other", { code: "BVS-04" }, async () => {
    await reports(stream.of([order("e1", 1_000)]));

    const second = stream.of([order("e9", 250), order("e1", 1_000)]);
    expect(await reports(second), "the second stream starts from nothing").toEqual([
      { orders: 1, totalCents: 250 },
      { orders: 2, totalCents: 1_250 },
    ]);
  });

  test("an order that arrives again changes nothing, and is still answered", { code: "BVS-03" }, async () => {
    const orders = stream.of([order("e1", 1_000), order("e1", 1_000)]);

    expect(await reports(orders), "the second report repeats the first").toEqual([
      { orders: 1, totalCents: 1_000 },
      { orders: 1, totalCents: 1_000 },
    ]);
  });

  test.prop(
    "whatever arrives, each report is right for what has arrived",
    { code: "BVS-05" },
    arrivals(),
    async (orders) => {
      const expected = orders.map((_, last) => definition(orders.slice(0, last + 1)));

      expect(await reports(stream.of(orders)), "a report covers exactly the orders up to its own").toEqual(expected);
      expect(await batchReport([...orders]), "the batch report covers them all").toEqual(definition(orders));
    },
  );
});

/** What the report means, without a thought for speed or memory. */
function definition(orders: Order[]): RevenueReport {
  const once = orders.filter(({ eventId }, i) => orders.findIndex((other) => other.eventId === eventId) === i);
  return { orders: once.length, totalCents: once.reduce((sum, { totalCents }) => sum + totalCents, 0) };
}

async function reports(orders: AsyncIterable<Order>): Promise<RevenueReport[]> {
  return stream.collect(await runningReport(orders), (report) => ({ ...report }));
}

function order(eventId: string, totalCents: number): Order {
  return {
    eventId,
    version: 1,
    occurredAt: 0,
    orderId: `o-${eventId}`,
    customerId: "c-1",
    lines: [{ productId: "p-1", quantity: 1, unitPriceCents: totalCents }],
    totalCents,
    currency: "EUR",
  };
}

/** Up to a dozen arrivals of four orders, of which two cost the same: some come again, next to each other or far apart. */
function arrivals(): fc.Arbitrary<Order[]> {
  const totals: Record<string, number> = { e1: 1_000, e2: 250, e3: 0, e4: 250 };
  const one = fc.constantFrom(...Object.keys(totals)).map((eventId) => order(eventId, totals[eventId] ?? 0));
  return fc.array(one, { maxLength: 12 });
}
