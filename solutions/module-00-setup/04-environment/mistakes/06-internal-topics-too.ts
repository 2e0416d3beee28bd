// caught-by: ENV-04
// You list Kafka's internal topics with the shop's: __consumer_offsets is where Kafka keeps the positions of groups.
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
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.length,
        replicationFactor: partitions[0]?.replicas.length ?? 0,
      })),
    },
    flink: await describeFlink(flink),
  };
}
