import { describe, expect, test, until } from "#harness";
import { describeStack, type KafkaStack } from "./environment.ts";
import { waitsForOrders } from "./occupies-slots.ts";

/** Nothing listens there. */
const DEAD = "127.0.0.1:1";

describe("the running stack", () => {
  test("the brokers are the ones the cluster names", { code: "ENV-01", shared: true }, async ({ kafka, flink }) => {
    const { brokers } = (await describeStack({ brokers: kafka.brokers, flink: flink.rest })).kafka;

    const named = (await (await kafka.admin()).describeCluster()).brokers;
    const expected = named.map(({ nodeId, host, port }) => ({ nodeId, address: `${host}:${port}` }));
    expect(byNodeId(brokers), "each broker has its own id and address, on whatever machine it runs").toEqual(
      byNodeId(expected),
    );
  });

  test("a bootstrap address is a way in, not a broker", { code: "ENV-02", shared: true }, async ({ kafka, flink }) => {
    const { brokers } = (await describeStack({ brokers: [DEAD, ...kafka.brokers], flink: flink.rest })).kafka;

    const named = (await (await kafka.admin()).describeCluster()).brokers;
    expect(brokers.length, "brokers, where one bootstrap address leads nowhere").toBe(named.length);
    const addresses = brokers.map(({ address }) => address);
    expect(addresses, `${DEAD} is no broker: nothing answers there`).not.toContain(DEAD);
  });

  test("a topic is listed once, with its partitions and copies", { code: "ENV-03", shared: true }, async ({
    kafka,
    flink,
    topic,
  }) => {
    const orders = await topic("orders", { partitions: 3 });
    const payments = await topic("payments");

    const stack = (await describeStack({ brokers: kafka.brokers, flink: flink.rest })).kafka;

    expect(summaries(stack, orders.name), "one topic with 3 partitions, each kept on one broker").toEqual([
      { partitions: 3, replicationFactor: 1 },
    ]);
    expect(summaries(stack, payments.name), "one topic with 1 partition, kept on one broker").toEqual([
      { partitions: 1, replicationFactor: 1 },
    ]);
  });

  test("Kafka's internal topics are not the shop's", { code: "ENV-04", shared: true }, async ({
    kafka,
    flink,
    topic,
    group,
  }) => {
    const returns = await topic("returns__2026");
    await kafka.committed(group(), returns.name); // the first question about a group makes Kafka create __consumer_offsets
    const names = async () => (await kafka.admin()).listTopics();
    await until("__consumer_offsets to exist", names, (found) => found.includes("__consumer_offsets"));

    const { topics } = (await describeStack({ brokers: kafka.brokers, flink: flink.rest })).kafka;

    const listed = topics.map(({ name }) => name);
    expect(listed.includes("__consumer_offsets"), "whether __consumer_offsets is listed, which is Kafka's own").toBe(
      false,
    );
    expect(
      listed.includes(returns.name),
      "whether a topic named ...returns__2026... is listed, which is the shop's",
    ).toBe(true);
  });

  test("TaskManagers and their slots are counted apart", { code: "ENV-05", shared: true }, async ({ kafka, flink }) => {
    const stack = (await describeStack({ brokers: kafka.brokers, flink: flink.rest })).flink;

    const overview = await flink.overview();
    expect(stack.version, "the version that the JobManager tells").toBe(overview["flink-version"]);
    expect(stack.taskManagers, "TaskManagers: processes that have joined the cluster").toBe(overview.taskmanagers);
    expect(stack.slots, "slots: each TaskManager has several").toBe(overview["slots-total"]);
  });

  test("a slot is free if no job has it", { code: "ENV-06", deadlineMs: 40_000, shared: true }, async ({
    kafka,
    flink,
    topic,
  }) => {
    const orders = { brokers: flink.brokers, topic: (await topic("orders", { partitions: 2 })).name };
    const job = await flink.start(
      await flink.upload(new URL("./occupies-slots.ts", import.meta.url), waitsForOrders, [orders]),
    );
    await job.running();

    const slots = async () => {
      const { "slots-total": total, "slots-available": available, "jobs-running": jobs } = await flink.overview();
      return { taken: total - available, available, jobs };
    };
    const look = async () => {
      const before = await slots();
      const { freeSlots } = (await describeStack({ brokers: kafka.brokers, flink: flink.rest })).flink;
      return { before, freeSlots, after: await slots() };
    };
    // Other jobs of this cluster come and go. A moment counts in which none does, and in which a slot for each job
    // would be another number than the slots that are taken.
    const seen = await until(
      "a moment in which no other job comes or goes",
      look,
      ({ before, after }) => before.taken === after.taken && before.jobs === after.jobs && before.taken !== before.jobs,
      25_000,
    );
    expect(seen.freeSlots, "free slots, while a job has two of them").toBe(seen.before.available);
  });
});

function byNodeId<B extends { nodeId: number }>(brokers: B[]): B[] {
  return [...brokers].sort((a, b) => a.nodeId - b.nodeId);
}

/** What is said of one topic, without its long name. */
function summaries({ topics }: KafkaStack, topic: string): { partitions: number; replicationFactor: number }[] {
  const found = topics.filter(({ name }) => name === topic);
  return found.map(({ partitions, replicationFactor }) => ({ partitions, replicationFactor }));
}
