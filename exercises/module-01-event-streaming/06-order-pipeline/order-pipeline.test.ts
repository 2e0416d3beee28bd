import { describe, expect, type Topic, test } from "#harness";
import type { Order } from "#kata";
import { runPipeline, sendOrders } from "./order-pipeline.ts";

describe("the shop sends its orders", () => {
  test("the orders of a customer stay together and in order", { code: "PIP-01" }, async ({ kafka, topic }) => {
    const placed = await topic("orders", { partitions: 3 });
    const customers = ["c-1", "c-2"];
    const orders = [1, 2, 3, 4, 5].flatMap((n) => customers.map((customer, c) => order(`o-${n}${c + 1}`, customer)));

    await sendOrders({ brokers: kafka.brokers, topic: placed.name }, [...orders]);

    const records = await placed.drain({ isolation: "read_committed" });
    expect(records.map(orderIdOf).sort(), "each order is one record").toEqual(
      orders.map(({ orderId }) => orderId).sort(),
    );
    for (const customer of customers) {
      const theirs = records.filter(({ value }) => orderOf(value).customerId === customer);
      const partitions = new Set(theirs.map(({ partition }) => partition));
      expect(partitions.size, `how many partitions the orders of ${customer} are spread over`).toBe(1);
      const sent = orders.filter(({ customerId }) => customerId === customer).map(({ orderId }) => orderId);
      expect(theirs.map(orderIdOf), `the orders of ${customer} are in the order in which they were placed`).toEqual(
        sent,
      );
    }
  });
});

describe("the pipeline", () => {
  test("a valid order comes out once, with its key", { code: "PIP-02" }, async ({
    kafka,
    topic,
    group,
    start,
    events,
  }) => {
    const { placed, validated, names } = await threeTopics(topic);
    const pipeline = { brokers: kafka.brokers, ...names, group: group("pipeline") };
    const orders = (await events.orders(30)).map((order) => ({ key: order.customerId, value: JSON.stringify(order) }));
    await placed.produce(orders);

    const running = start((signal) => runPipeline({ ...pipeline, signal }, async () => null));
    const count = async () => (await orderIds(validated)).length;
    await running.until("30 orders to come out", count, (orders) => orders >= 30, 6_000);
    await running.stop();

    const out = await keysAndValues(validated);
    expect(out, "every order comes out as one record, with the key and value it had").toContainExactly(orders);
  });

  test("a slow check lets no later order overtake", { code: "PIP-03" }, async ({ kafka, topic, group, start }) => {
    const { placed, validated, names } = await threeTopics(topic);
    const pipeline = { brokers: kafka.brokers, ...names, group: group("pipeline") };
    await placed.produce(["o-1", "o-2", "o-3"].map((orderId) => ({ key: "c-1", value: order(orderId, "c-1") })));
    const check = async ({ orderId }: Order) => {
      if (orderId === "o-1") await new Promise((answer) => setTimeout(answer, 200)); // a service with much to do
      return null;
    };

    const running = start((signal) => runPipeline({ ...pipeline, signal }, check));
    await running.until(
      "three orders to come out",
      () => orderIds(validated),
      (out) => out.length >= 3,
      6_000,
    );
    await running.stop();

    const out = await orderIds(validated);
    expect(out, "orders of one customer come out in the order in which they were placed").toEqual([
      "o-1",
      "o-2",
      "o-3",
    ]);
  });

  test("what may not pass is parked, and the rest goes on", {
    code: "PIP-04",
    deadlineMs: 20_000,
  }, async ({ kafka, topic, group, start }) => {
    const { placed, validated, parked, names } = await threeTopics(topic);
    const pipeline = { brokers: kafka.brokers, ...names, group: group("pipeline") };
    const broken = { key: "c-1", value: '{"orderId":"o-2","custo' };
    const empty = { key: "c-1", value: null }; // a record without a value, not the text "null"
    const soldOut = { key: "c-1", value: JSON.stringify(order("o-3", "c-1")) };
    await placed.produce([
      { key: "c-1", value: order("o-1", "c-1") },
      broken,
      empty,
      soldOut,
      { key: "c-1", value: order("o-4", "c-1") },
    ]);
    const check = async ({ orderId }: Order) => (orderId === "o-3" ? "out of stock" : null);

    const running = start((signal) => runPipeline({ ...pipeline, signal }, check));
    await running.until("the last order to come out", () => orderIds(validated), includes("o-4"), 5_000);
    await running.stop();

    expect(await orderIds(validated), "what is validated").toEqual(["o-1", "o-4"]);
    expect(await keysAndValues(parked), "what is parked, with the key and value it had").toEqual([
      broken,
      empty,
      soldOut,
    ]);
    expect(await reasons(parked), "the reasons for which it is parked").toEqual([
      "not-json",
      "not-json",
      "out of stock",
    ]);
  });

  test("an outage of the check is not the order's fault", {
    code: "PIP-05",
    deadlineMs: 20_000,
  }, async ({ kafka, topic, group, start }) => {
    const { placed, validated, parked, names } = await threeTopics(topic);
    const pipeline = { brokers: kafka.brokers, ...names, group: group("pipeline") };
    await placed.produce(["o-1", "o-2"].map((orderId) => ({ key: "c-1", value: order(orderId, "c-1") })));
    const stock = { outages: 1 };
    const check = async ({ orderId }: Order) => {
      if (orderId === "o-2") return null;
      if (stock.outages-- > 0) throw new Error("the stock service does not answer");
      await new Promise((answer) => setTimeout(answer, 1_000)); // it is back, and has much to do
      return "out of stock";
    };

    const running = start((signal) => runPipeline({ ...pipeline, signal }, check));
    const out = async () => [...(await orderIds(validated)), ...(await orderIds(parked))];
    await running.until(
      "both orders to come out",
      out,
      (seen) => ["o-1", "o-2"].every((orderId) => seen.includes(orderId)),
      8_000,
    );
    await running.stop();

    expect(await orderIds(validated), "what is validated").toEqual(["o-2"]);
    expect(await reasons(parked), "the reason to park o-1 is what the check answers, not the outage").toEqual([
      "out of stock",
    ]);
    const [[first], [second]] = [await appended(parked), await appended(validated)];
    // One batch may write both at once, in any order.
    const overtaken = (first ?? 0) - (second ?? 0) > 500;
    expect(overtaken, "whether o-2 has come out while o-1, before it, was waiting for its answer").toBe(false);
  });

  test("a stop and a new start lose and repeat nothing", { code: "PIP-06", deadlineMs: 20_000 }, async ({
    kafka,
    topic,
    group,
    start,
  }) => {
    const { placed, validated, names } = await threeTopics(topic);
    const pipeline = { brokers: kafka.brokers, ...names, group: group("pipeline") };
    const orders = ["o-1", "o-2", "o-3", "o-4", "o-5", "o-6"];
    await placed.produce(orders.map((orderId) => ({ key: "c-1", value: order(orderId, "c-1") })));

    let stopped: Promise<number> | undefined;
    const stop = async () => {
      await first.stop();
      return (await kafka.members(pipeline.group)).length;
    };
    const first = start((signal) =>
      runPipeline({ ...pipeline, signal }, async ({ orderId }) => {
        if (orderId !== "o-3" || stopped) return null;
        stopped = stop(); // told to stop in the middle of its work, which goes on for a while
        await new Promise((answer) => setTimeout(answer, 500));
        return null;
      }),
    );
    await first.until(
      "the third order to be checked",
      () => stopped !== undefined,
      (told) => told,
      6_000,
    );
    expect(await stopped, "members of the group once the pipeline has returned").toBe(0);
    await placed.produce([{ key: "c-1", value: order("o-7", "c-1") }]);
    const second = start((signal) => runPipeline({ ...pipeline, signal }, async () => null));
    await second.until("the order placed last to come out", () => orderIds(validated), includes("o-7"), 6_000);
    await second.stop();

    expect(await orderIds(validated), "what the two runs have validated together").toEqual([...orders, "o-7"]);
  });
});

/** A record's timestamp is when it was written, whatever its producer says. */
const BY_THE_BROKERS_CLOCK = { "message.timestamp.type": "LogAppendTime" };

/** A pipeline's topics, and their names by what they are for. */
async function threeTopics(
  topic: (what: string, options: { partitions: number; config?: Record<string, string> }) => Promise<Topic>,
) {
  const [placed, validated, parked] = [
    await topic("orders", { partitions: 3 }),
    await topic("validated", { partitions: 3, config: BY_THE_BROKERS_CLOCK }),
    await topic("parked", { partitions: 3, config: BY_THE_BROKERS_CLOCK }),
  ];
  const names = { orders: placed.name, validated: validated.name, parked: parked.name };
  return { placed, validated, parked, names };
}

async function keysAndValues(topic: Topic): Promise<{ key: string | null; value: string | null }[]> {
  return (await topic.drain({ isolation: "read_committed" })).map(({ key, value }) => ({ key, value }));
}

async function orderIds(topic: Topic): Promise<string[]> {
  return (await topic.drain({ isolation: "read_committed" })).map(orderIdOf);
}

async function reasons(topic: Topic): Promise<(string | undefined)[]> {
  return (await topic.drain({ isolation: "read_committed" })).map(({ headers }) => headers.reason);
}

/** When the broker wrote each record, in milliseconds. */
async function appended(topic: Topic): Promise<number[]> {
  return (await topic.drain({ isolation: "read_committed" })).map(({ timestamp }) => timestamp);
}

function orderIdOf({ value }: { value: string | null }): string {
  return orderOf(value).orderId;
}

function orderOf(value: string | null): Order {
  return JSON.parse(value ?? "null");
}

function includes(orderId: string): (seen: string[]) => boolean {
  return (seen) => seen.includes(orderId);
}

function order(orderId: string, customerId: string): Order {
  return {
    eventId: `e-${orderId}`,
    version: 1,
    occurredAt: 1_767_603_694_713,
    orderId,
    customerId,
    lines: [{ productId: "p-1", quantity: 1, unitPriceCents: 1_000 }],
    totalCents: 1_000,
    currency: "EUR",
  };
}
