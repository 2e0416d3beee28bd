// caught-by: ENV-03
// You take the highest partition number for the count: partitions are numbered from 0.
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
          partitions: Math.max(...partitions.map(({ partitionId }) => partitionId)),
          replicationFactor: partitions[0]?.replicas.length ?? 0,
        })),
    },
    flink: await describeFlink(flink),
  };
}
