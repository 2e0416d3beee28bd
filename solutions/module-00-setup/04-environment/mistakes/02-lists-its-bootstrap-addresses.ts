// caught-by: ENV-02
// You list the addresses you were given: they are a way in, and say neither which brokers there are nor where.
import { Kafka } from "kafkajs";
import { type Bootstrap, describeFlink, type Stack } from "../environment.ts";

export async function describeStack({ brokers: bootstrap, flink }: Bootstrap): Promise<Stack> {
  const admin = new Kafka({ brokers: bootstrap }).admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata();
  await admin.disconnect();
  return {
    kafka: {
      brokers: bootstrap.map((address, i) => ({ nodeId: i + 1, address })),
      topics: topics
        .filter(({ name }) => !name.startsWith("__"))
        .map(({ name, partitions }) => ({
          name,
          partitions: partitions.length,
          replicationFactor: partitions[0]?.replicas.length ?? 0,
        })),
    },
    flink: await describeFlink(flink),
  };
}
