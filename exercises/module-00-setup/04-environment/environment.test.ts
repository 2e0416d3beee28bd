import { describe, expect, test, until } from "#harness";
import { describeStack, type KafkaStack } from "./environment.ts";

/** Nothing listens there. */
const DEAD = "127.0.0.1:1";

describe("the running stack", () => {
  test("the brokers are the ones the cluster names", { code: "ENV-01" }, async ({ kafka }) => {
    const { brokers } = (await describeStack({ brokers: kafka.brokers })).kafka;

    const named = (await (await kafka.admin()).describeCluster()).brokers;
    const expected = named.map(({ nodeId, host, port }) => ({ nodeId, address: `${host}:${port}` }));
    expect(byNodeId(brokers), "each broker has its own id and address, on whatever machine it runs").toEqual(
      byNodeId(expected),
    );
  });

  test("a bootstrap address is a way in, not a broker", { code: "ENV-02" }, async ({ kafka }) => {
    const { brokers } = (await describeStack({ brokers: [DEAD, ...kafka.brokers] })).kafka;

    const named = (await (await kafka.admin()).describeCluster()).brokers;
    expect(brokers.length, "brokers, where one bootstrap address leads nowhere").toBe(named.length);
    const addresses = brokers.map(({ address }) => address);
    expect(addresses, `${DEAD} is no broker: nothing answers there`).not.toContain(DEAD);
  });

  test("a topic is listed once, with its partitions and copies", { code: "ENV-03" }, async ({ kafka, topic }) => {
    const orders = await topic("orders", { partitions: 3 });
    const payments = await topic("payments");

    const stack = (await describeStack({ brokers: kafka.brokers })).kafka;

    expect(summaries(stack, orders.name), "one topic with 3 partitions, each kept on one broker").toEqual([
      { partitions: 3, replicationFactor: 1 },
    ]);
    expect(summaries(stack, payments.name), "one topic with 1 partition, kept on one broker").toEqual([
      { partitions: 1, replicationFactor: 1 },
    ]);
  });

  test("Kafka's internal topics are not the shop's", { code: "ENV-04" }, async ({ kafka, topic, group }) => {
    const returns = await topic("returns__2026");
    await kafka.committed(group(), returns.name); // the first question about a group makes Kafka create __consumer_offsets
    const names = async () => (await kafka.admin()).listTopics();
    await until("__consumer_offsets to exist", names, (found) => found.includes("__consumer_offsets"));

    const { topics } = (await describeStack({ brokers: kafka.brokers })).kafka;

    const listed = topics.map(({ name }) => name);
    expect(listed.includes("__consumer_offsets"), "whether __consumer_offsets is listed, which is Kafka's own").toBe(
      false,
    );
    expect(
      listed.includes(returns.name),
      "whether a topic named ...returns__2026... is listed, which is the shop's",
    ).toBe(true);
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
