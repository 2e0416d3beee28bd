// Knows Kafka's internal topics by name, and asks for every other topic by itself; adds up what each TaskManager has.
import { Kafka } from "kafkajs";
import type { Bootstrap, FlinkStack, Stack, TopicSummary } from "../environment.ts";

const INTERNAL = new Set(["__consumer_offsets", "__transaction_state", "__share_group_state"]);

export async function describeStack({ brokers: bootstrap, flink }: Bootstrap): Promise<Stack> {
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
    flink: await describeFlinkByTaskManagers(flink),
  };
}

async function describeFlinkByTaskManagers(rest: string): Promise<FlinkStack> {
  const ask = async (path: string) => (await fetch(`${rest}${path}`)).json();
  const { "flink-version": version } = (await ask("/config")) as { "flink-version": string };
  const { taskmanagers } = (await ask("/taskmanagers")) as {
    taskmanagers: { slotsNumber: number; freeSlots: number }[];
  };
  const sum = (of: "slotsNumber" | "freeSlots") => taskmanagers.reduce((all, one) => all + one[of], 0);
  return { version, taskManagers: taskmanagers.length, slots: sum("slotsNumber"), freeSlots: sum("freeSlots") };
}
