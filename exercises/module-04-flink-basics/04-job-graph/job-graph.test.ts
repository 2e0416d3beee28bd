import { describe, expect, type Flink, type Topic, test } from "#harness";
import type { Order } from "#kata";
import { countPieces, type PiecesSold } from "./job-graph.ts";

/** The JobManager derives the id of a vertex from the uid of its first operator: Murmur3 with 128 bits. */
const UID_OF: Readonly<Record<string, string>> = {
  bc4197a480c92c793190a9f8c0afc54c: "orders",
  "1109f031b9f83accad7175002db9debc": "pieces",
  "72dda1fbff4733fb70e31f3f0c26f3ed": "board",
};

describe("a job with the plan that was asked for", () => {
  test("counts the pieces of each product", { code: "GRA-01" }, async ({ flink, topic }) => {
    const { sold, topics } = await twoTopics(flink, topic, 2);

    await flink.runToEnd(countPieces, [topics, 2]);

    const out = await sold.keyedValues<PiecesSold>({ isolation: "read_committed" });
    const shown = out.map(({ key, productId, pieces }) => ({ key, productId, pieces }));
    expect(shown, "each line gives the pieces of its product so far, under the product's key").toContainExactly([
      { key: "p-01", productId: "p-01", pieces: 2 },
      { key: "p-01", productId: "p-01", pieces: 4 },
      { key: "p-01", productId: "p-01", pieces: 6 },
      { key: "p-02", productId: "p-02", pieces: 2 },
      { key: "p-02", productId: "p-02", pieces: 4 },
    ]);
  });

  test("is three tasks, parted by a key and by a number", { code: "GRA-02" }, async ({ flink, topic }) => {
    const { topics } = await twoTopics(flink, topic, 2);

    const job = await flink.runToEnd(countPieces, [topics, 2]);

    const { vertices } = await job.plan();
    const ways = vertices.map(({ inputs }) => inputs.map(({ strategy }) => strategy).join(", ") || "source");
    expect(ways, "what flows into each vertex: operators are chained but where a key or a number parts them").toEqual([
      "source",
      "HASH",
      "REBALANCE",
    ]);
  });

  test("has as many subtasks as there is to read", { code: "GRA-03" }, async ({ flink, topic }) => {
    const { topics } = await twoTopics(flink, topic, 3);

    const job = await flink.runToEnd(countPieces, [topics, 3]);

    const { vertices } = await job.plan();
    const subtasks = vertices.map(({ parallelism }) => parallelism);
    expect(subtasks, "subtasks of each vertex: one a partition, but for the sink").toEqual([3, 3, 1]);
  });

  test("can be read by people, and found again by Flink", { code: "GRA-04" }, async ({ flink, topic }) => {
    const { topics } = await twoTopics(flink, topic, 2);

    const job = await flink.runToEnd(countPieces, [topics, 2]);

    const { vertices } = await job.plan();
    const names = vertices.flatMap(({ operators }) => operators);
    expect(names, "names are for people: in the Web UI, metrics and logs").toContainEvery([
      "Source: orders",
      "lines",
      "pieces per product",
      "board: Writer",
    ]);
    const uids = vertices.map(({ id }) => UID_OF[id] ?? "another");
    expect(uids, "the uids of the vertices' first operators, by which a savepoint finds them").toEqual([
      "orders",
      "pieces",
      "board",
    ]);
  });
});

/** Topics of a check's own, with three orders, and what the job is told of them. */
async function twoTopics(
  flink: Flink,
  topic: (what: string, options: { partitions: number }) => Promise<Topic>,
  partitions: number,
) {
  const placed = await topic("orders", { partitions });
  const sold = await topic("sold", { partitions: 1 });
  const orders = [order("o-1", "p-01", "p-02"), order("o-2", "p-01"), order("o-3", "p-02", "p-01")];
  await placed.produce(orders.map((value, n) => ({ value, partition: n % partitions })));
  return { sold, topics: { brokers: flink.brokers, orders: placed.name, sold: sold.name } };
}

/** Of two pieces a line, so that the counts are the same in whichever order the partitions are read. */
function order(orderId: string, ...products: string[]): Order {
  const lines = products.map((productId) => ({ productId, quantity: 2, unitPriceCents: 250 }));
  const totalCents = 500 * lines.length;
  return {
    eventId: orderId,
    occurredAt: 1,
    version: 1,
    orderId,
    customerId: "c-1",
    lines,
    totalCents,
    currency: "EUR",
  };
}
