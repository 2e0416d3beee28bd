import { describe, expect, type ReadRecord, test } from "#harness";
import type { Order } from "#kata";
import { sendOrders } from "./first-producer.ts";

describe("orders as records", () => {
  test("each order is one record, and its value is the order as JSON", { code: "PRO-01" }, async ({
    kafka,
    topic,
    events,
  }) => {
    const orders = await topic("orders", { partitions: 3 });
    const placed = await events.orders(12);

    await sendOrders({ brokers: kafka.brokers, topic: orders.name }, [...placed]);

    const records = await orders.drain({ isolation: "read_committed" });
    expect(records.length, "12 orders are 12 records").toBe(12);
    const values = records.sort((a, b) => orderId(a).localeCompare(orderId(b))).map(parsed);
    expect(values, "each value, parsed once as JSON, is the order").toEqual(placed);
  });

  test("a record's key is the customer, so a customer's orders stay in order", { code: "PRO-02" }, async ({
    kafka,
    topic,
    events,
  }) => {
    const orders = await topic("orders", { partitions: 3 });
    const placed = await events.orders(60);

    await sendOrders({ brokers: kafka.brokers, topic: orders.name }, [...placed]);

    const records = await orders.drain({ isolation: "read_committed" });
    expect(keyOfOrder(records), "the key of each order's record is its customerId").toEqual(
      Object.fromEntries(placed.map(({ orderId, customerId }) => [orderId, customerId])),
    );
    const customer = busiest(placed);
    const own = records.filter(({ key }) => key === customer);
    expect(new Set(own.map(({ partition }) => partition)).size, `partitions that hold orders of ${customer}`).toBe(1);
    expect(own.map(orderId), `the orders of ${customer} in the order in which they were placed`).toEqual(
      placed.filter(({ customerId }) => customerId === customer).map(({ orderId }) => orderId),
    );
  });

  test("a record's timestamp is the time at which the order was placed", { code: "PRO-03" }, async ({
    kafka,
    topic,
    events,
  }) => {
    const orders = await topic("orders", { partitions: 3 });
    const placed = await events.orders(12);

    await sendOrders({ brokers: kafka.brokers, topic: orders.name }, [...placed]);

    const records = await orders.drain({ isolation: "read_committed" });
    const times = Object.fromEntries(records.map((record) => [orderId(record), when(record.timestamp)]));
    expect(times, "the timestamp of each order's record is its occurredAt").toEqual(
      Object.fromEntries(placed.map(({ orderId, occurredAt }) => [orderId, when(occurredAt)])),
    );
  });

  test("headers say what a record is without opening it", { code: "PRO-04" }, async ({ kafka, topic, events }) => {
    const orders = await topic("orders");

    await sendOrders({ brokers: kafka.brokers, topic: orders.name }, await events.orders(3));

    const headers = (await orders.drain({ isolation: "read_committed" })).map((record) => record.headers);
    const expected = { "event-type": "order-placed", "event-version": "1" };
    expect(headers, "every record has both headers").toEqual([expected, expected, expected]);
  });

  test("as many orders as there are arrive, in order, in requests that the broker takes", { code: "PRO-05" }, async ({
    kafka,
    topic,
    events,
  }) => {
    const orders = await topic("orders", { partitions: 3, config: { "max.message.bytes": "65536" } });
    const placed = await events.orders(500); // twice what fits

    const outcome = await sendOrders({ brokers: kafka.brokers, topic: orders.name }, [...placed]).then(
      () => "sendOrders returned",
      (error: Error) => `an error: ${error.message}`,
    );

    expect(outcome, "this topic takes batches of at most 64 kB, into which 100 orders fit").toBe("sendOrders returned");
    const ids = (await orders.drain({ isolation: "read_committed" })).map(orderId);
    expect(ids, "each of the 500 orders is on the topic once").toContainExactly(placed.map(({ orderId }) => orderId));
    const customer = busiest(placed); // with orders in each hundred
    const own = placed.filter(({ customerId }) => customerId === customer).map(({ orderId }) => orderId);
    const there = ids.filter((id) => own.includes(id));
    expect(there, `the orders of ${customer} in the order in which they were placed`).toEqual(own);
  });
});

/** A record's value as JSON; as text, where it is not JSON. */
function parsed({ value }: ReadRecord): Partial<Order> | string | null {
  try {
    return JSON.parse(value ?? "null");
  } catch {
    return value;
  }
}

/** The order that a record holds, however it was wrapped; checks other than PRO-01 look at the rest of the record. */
function orderId({ value }: ReadRecord): string {
  return /o-\d+/.exec(value ?? "")?.[0] ?? "no order";
}

function keyOfOrder(records: ReadRecord[]): Record<string, string | null> {
  return Object.fromEntries(records.map((record) => [orderId(record), record.key]));
}

/** The customer with the most orders. */
function busiest(orders: Order[]): string {
  const counts = new Map<string, number>();
  for (const { customerId } of orders) counts.set(customerId, (counts.get(customerId) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? "";
}

/** Epoch milliseconds as they are, and as a time that a person can read. */
function when(timestamp: number): string {
  return `${timestamp} (${new Date(timestamp).toISOString()})`;
}
