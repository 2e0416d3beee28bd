import { describe, expect, type Flink, type Topic, test, until } from "#harness";
import type { Order } from "#kata";
import { type OrderSummary, summarizeOrders } from "./first-job.ts";

describe("a job from topic to topic", () => {
  test("each order comes out as one summary", { code: "JOB-01" }, async ({ flink, topic, events }) => {
    const { placed, summaries, topics } = await twoTopics(flink, topic);
    const orders = await events.orders(20);
    await placed.produce(orders.map((order) => ({ key: order.customerId, value: order })));

    await flink.runToEnd(summarizeOrders, [topics]);

    const out = await summaries.values<OrderSummary>({ isolation: "read_committed" });
    expect(out, "each order is one summary, and nothing else is written").toContainExactly(orders.map(summaryOf));
  });

  test("it reads what is there when it starts, from the first record on, and ends", {
    code: "JOB-02",
  }, async ({ flink, topic, events }) => {
    const { placed, summaries, topics } = await twoTopics(flink, topic);
    const [first, second, third, later] = await events.orders(4);
    await placed.produce([
      { value: first as Order, partition: 0 },
      { value: second as Order, partition: 2 },
      { value: third as Order, partition: 2 },
    ]);
    const written = async () => (await summaries.values({ isolation: "read_uncommitted" })).length;

    const job = await flink.run(summarizeOrders, [topics]);
    const progress = async () => ({ state: await job.state(), summaries: await written() });
    // The bound of what has been read is known; an order that comes now is after it.
    await until(
      "the job to write or to end",
      progress,
      ({ state, summaries }) => summaries >= 3 || ended(state),
      20_000,
    );
    await placed.produce([{ value: later as Order, partition: 2 }]);
    const { state } = await until(
      "the job to end",
      progress,
      ({ state, summaries }) => summaries > 3 || ended(state),
      20_000,
    );

    if (ended(state)) await job.finished();
    const out = await written();
    expect(
      out,
      "the job ends where the topic ended when it started: an order that was placed after that is not read",
    ).toBeLessThanOrEqual(3);
    expect(out, "summaries of the three orders that were there when the job started").toBe(3);
  });

  test("a summary keeps its customer's key", { code: "JOB-03" }, async ({ flink, topic, events }) => {
    const { placed, summaries, topics } = await twoTopics(flink, topic);
    const orders = await events.orders(10);
    await placed.produce(orders.map((order) => ({ key: order.customerId, value: order })));

    await flink.runToEnd(summarizeOrders, [topics]);

    const records = await summaries.drain({ isolation: "read_committed" });
    const keys = records.map(({ key, value }) => ({ orderId: JSON.parse(value ?? "null").orderId, key }));
    expect(keys, "the key of each summary is its customer").toContainExactly(
      orders.map(({ orderId, customerId }) => ({ orderId, key: customerId })),
    );
  });
});

/** Topics of a check's own, and what the job is told of them. */
async function twoTopics(flink: Flink, topic: (what: string, options: { partitions: number }) => Promise<Topic>) {
  const placed = await topic("orders", { partitions: 3 });
  const summaries = await topic("summaries", { partitions: 2 });
  return { placed, summaries, topics: { brokers: flink.brokers, orders: placed.name, summaries: summaries.name } };
}

function summaryOf({ orderId, customerId, lines, totalCents }: Order): OrderSummary {
  return { orderId, customerId, pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0), totalCents };
}

function ended(state: string): boolean {
  return ["FINISHED", "FAILED", "CANCELED"].includes(state);
}
