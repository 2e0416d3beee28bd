// Knows Kafka's internal topics by name, and asks for every other topic by itself.
import { Kafka } from "kafkajs";
import type { Bootstrap, Stack, TopicSummary } from "../environment.ts";

const INTERNAL = new Set(["__consumer_offsets", "__transaction_state", "__share_group_state"]);

export async function describeStack({ brokers: bootstrap }: Bootstrap): Promise<Stack> {
  const admin = new Kafka({ brokers: bootstrap }).admin();
  await admin.connect();
  const topics: TopicSummary[] = [];
  for (const name of await admin.listTopics()) {
    if (INTERNAL.has(name)) continue;
    // A topic may be deleted between the two questions; then it is not there to be described.
    const found = await admin.fetchTopicMetadata({ topics: [name] }).catch(() => undefined);
    for (const { partitions } of found?.topics ?? []) {
      const replicationFactor = Math.max(...partitions.map(({ replicas }) => replicas.length));
      topics.push({ name, partitions: partitions.length, replicationFactor });
    }
  }
  const { brokers } = await admin.describeCluster();
  await admin.disconnect();
  return {
    kafka: { brokers: brokers.map(({ nodeId, host, port }) => ({ nodeId, address: `${host}:${port}` })), topics },
  };
}
