import { describe, expect, type Flink, type Topic, test } from "#harness";
import type { Order, OrderLine } from "#kata";
import { type PickTask, splitOrders } from "./transformations.ts";

describe("orders become tasks", () => {
  test("each line of an order is a task of its own", { code: "TRN-01" }, async ({ flink, topic, events }) => {
    const { placed, tasks, topics } = await twoTopics(flink, topic);
    const orders = await events.orders(20);
    await placed.produce(orders.map((order) => ({ key: order.customerId, value: order })));

    await flink.runToEnd(splitOrders, [topics, 0]);

    expect(await keysAndTasks(tasks), "each line is one record, under its order's key").toContainExactly(
      orders.flatMap(tasksOf).map((task) => ({ key: task.orderId, task })),
    );
  });

  test("what is empty gives nothing, and takes nothing with it", { code: "TRN-02" }, async ({ flink, topic }) => {
    const { placed, tasks, topics } = await twoTopics(flink, topic);
    const orders = [
      order("o-1", [line("p-01", 2), line("p-02", 0), line("p-03", 1)]),
      order("o-2", []),
      order("o-3", [line("p-04", 0)]),
      order("o-4", [line("p-05", 3)]),
    ];
    await placed.produce(orders.map((order) => ({ key: order.customerId, value: order })));

    await flink.runToEnd(splitOrders, [topics, 0]);

    expect(await values(tasks), "a line of no pieces is no task, and the lines beside it are").toContainExactly(
      orders.flatMap(tasksOf),
    );
  });

  test("an order from before the opening is left out", { code: "TRN-03" }, async ({ flink, topic }) => {
    const { placed, tasks, topics } = await twoTopics(flink, topic);
    const openedAt = Date.UTC(2026, 0, 5, 9);
    const before = order("o-1", [line("p-01", 1)], openedAt - 1);
    const at = order("o-2", [line("p-02", 1)], openedAt);
    const after = order("o-3", [line("p-03", 1)], openedAt + 1);
    await placed.produce([after, before, at].map((order) => ({ key: order.customerId, value: order })));

    await flink.runToEnd(splitOrders, [topics, openedAt]);

    expect(await values(tasks), "filter keeps the orders of the opening's millisecond and later").toContainExactly(
      [at, after].flatMap(tasksOf),
    );
  });

  test("nothing goes from one task to another", { code: "TRN-04" }, async ({ flink, topic }) => {
    const { placed, topics } = await twoTopics(flink, topic);
    await placed.produce([{ key: "c-1", value: order("o-1", [line("p-01", 1)]) }]);

    const job = await flink.runToEnd(splitOrders, [topics, 0]);

    const { vertices } = await job.plan();
    const ways = vertices.flatMap(({ inputs }) => inputs.map(({ strategy }) => strategy));
    expect(ways, "the ways between tasks: filter, flatMap and map are chained to their source").toEqual([]);
  });
});

/** Topics of a check's own, and what the job is told of them. */
async function twoTopics(flink: Flink, topic: (what: string, options: { partitions: number }) => Promise<Topic>) {
  const placed = await topic("orders", { partitions: 3 });
  const tasks = await topic("tasks", { partitions: 2 });
  return { placed, tasks, topics: { brokers: flink.brokers, orders: placed.name, tasks: tasks.name } };
}

/** The definition: all lines are numbered, and those of a piece or more are tasks. */
function tasksOf({ orderId, lines }: Order): PickTask[] {
  return lines
    .map(({ productId, quantity, unitPriceCents }, index) => ({
      taskId: `${orderId}/${index + 1}`,
      orderId,
      productId,
      quantity,
      amountCents: quantity * unitPriceCents,
    }))
    .filter(({ quantity }) => quantity > 0);
}

async function keysAndTasks(tasks: Topic) {
  const records = await tasks.drain({ isolation: "read_committed" });
  return records.map(({ key, value }) => ({ key, task: JSON.parse(value ?? "null") }));
}

function values(tasks: Topic): Promise<PickTask[]> {
  return tasks.values<PickTask>({ isolation: "read_committed" });
}

function line(productId: string, quantity: number): OrderLine {
  return { productId, quantity, unitPriceCents: 250 };
}

function order(orderId: string, lines: OrderLine[], occurredAt = 1): Order {
  const totalCents = lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
  const customerId = `c-${orderId}`;
  return { eventId: `e-${orderId}`, occurredAt, version: 1, orderId, customerId, lines, totalCents, currency: "EUR" };
}
