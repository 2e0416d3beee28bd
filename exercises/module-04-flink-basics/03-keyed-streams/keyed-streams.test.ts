import { describe, expect, type Flink, type Topic, test } from "#harness";
import type { Order } from "#kata";
import { addTallies, type CustomerTotal, runningTotals } from "./keyed-streams.ts";

describe("two tallies are one", () => {
  test("whichever two are added first", { code: "KEY-01" }, async () => {
    const [a, b, c] = [() => tally(2, 3000), () => tally(1, 500), () => tally(3, 900)];
    const all = tally(6, 4400);

    expect(await addTallies(await addTallies(a(), b()), c()), "(a + b) + c: reduce is associative").toEqual(all);
    expect(await addTallies(a(), await addTallies(b(), c())), "a + (b + c): reduce is associative").toEqual(all);
  });
});

describe("a total for each customer", () => {
  test("each order brings its customer's total up to date", { code: "KEY-02" }, async ({ flink, topic }) => {
    const { placed, totals, topics } = await twoTopics(flink, topic);
    const orders = [
      ...[order("o-1", "c-1", 1000), order("o-2", "c-2", 250), order("o-3", "c-1", 500)],
      ...[order("o-4", "c-1", 2000), order("o-5", "c-3", 700), order("o-6", "c-2", 250)],
    ];
    await placed.produce(orders.map((order) => ({ key: order.customerId, value: order })));

    await flink.runToEnd(runningTotals, [topics, 2]);

    const out = await records(totals);
    const shown = out.map(
      ({ key, customerId, orders, totalCents }) => `${key} -> ${customerId}: ${orders} orders, ${totalCents} cents`,
    );
    expect(shown, "each order gives one total, of its customer's orders so far").toContainExactly([
      "c-1 -> c-1: 1 orders, 1000 cents",
      "c-1 -> c-1: 2 orders, 1500 cents",
      "c-1 -> c-1: 3 orders, 3500 cents",
      "c-2 -> c-2: 1 orders, 250 cents",
      "c-2 -> c-2: 2 orders, 500 cents",
      "c-3 -> c-3: 1 orders, 700 cents",
    ]);
  });

  test("a customer's orders meet, wherever they are read", { code: "KEY-03" }, async ({ flink, topic }) => {
    const { placed, totals, topics } = await twoTopics(flink, topic);
    // Of one price, so that the totals are the same in whichever order the partitions are read.
    await placed.produce([0, 1, 0, 1].map((partition, n) => ({ partition, value: order(`o-${n}`, "c-1", 100) })));

    await flink.runToEnd(runningTotals, [topics, 2]);

    const shown = (await records(totals)).map(({ orders, totalCents }) => ({ orders, totalCents }));
    expect(shown, "elements of one key go to one subtask, by keyBy, and share one state").toContainExactly([
      { orders: 1, totalCents: 100 },
      { orders: 2, totalCents: 200 },
      { orders: 3, totalCents: 300 },
      { orders: 4, totalCents: 400 },
    ]);
  });

  test("the average is that of all orders", { code: "KEY-04" }, async ({ flink, topic }) => {
    const { placed, totals, topics } = await twoTopics(flink, topic);
    const prices = [1000, 2001, 1000, 6000];
    await placed.produce(prices.map((cents, n) => ({ key: "c-1", value: order(`o-${n}`, "c-1", cents) })));

    await flink.runToEnd(runningTotals, [topics, 1]);

    const shown = (await records(totals)).map(({ orders, averageCents }) => ({ orders, averageCents }));
    expect(shown, "an average is what all orders cost, divided by how many there are").toContainExactly([
      { orders: 1, averageCents: 1000 },
      { orders: 2, averageCents: 1501 },
      { orders: 3, averageCents: 1334 },
      { orders: 4, averageCents: 2500 },
    ]);
  });
});

/** Topics of a check's own, and what the job is told of them. */
async function twoTopics(flink: Flink, topic: (what: string, options: { partitions: number }) => Promise<Topic>) {
  const placed = await topic("orders", { partitions: 2 });
  const totals = await topic("totals", { partitions: 2 });
  return { placed, totals, topics: { brokers: flink.brokers, orders: placed.name, totals: totals.name } };
}

/** What a topic holds: each value, and its record's key. */
function records(totals: Topic) {
  return totals.keyedValues<CustomerTotal>({ isolation: "read_committed" });
}

function tally(orders: number, totalCents: number) {
  return { customerId: "c-1", orders, totalCents };
}

function order(orderId: string, customerId: string, cents: number): Order {
  const lines = [{ productId: "p-01", quantity: 1, unitPriceCents: cents }];
  const occurredAt = 1_000 * Number(orderId.slice(2));
  return { eventId: orderId, occurredAt, version: 1, orderId, customerId, lines, totalCents: cents, currency: "EUR" };
}
