// caught-by: ENV-03
// You add up the replicas of all partitions: the replication factor says on how many brokers each single one is kept.
import { Kafka } from "kafkajs";
import { type Bootstrap, describeFlink, type Stack } from "../environment.ts";

export async function describeStack({ brokers: bootstrap, flink }: Bootstrap): Promise<Stack> {
  const admin = new Kafka({ brokers: bootstrap }).admin();
  await admin.connect();
  const { brokers } = await admin.describeCluster();
  const { topics } = await admin.fetchTopicMetadata();
  await admin.disconnect();
  return {
    kafka: {
      brokers: brokers.map(({ nodeId, host, port }) => ({ nodeId, address: `${host}:${port}` })),
      topics: topics
        .filter(({ name }) => !name.startsWith("__"))
        .map(({ name, partitions }) => ({
          name,
          partitions: partitions.length,
          replicationFactor: partitions.flatMap(({ replicas }) => replicas).length,
        })),
    },
    flink: await describeFlink(flink),
  };
}
