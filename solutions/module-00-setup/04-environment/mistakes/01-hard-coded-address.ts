// caught-by: ENV-01
// You wrote down the address of your own machine: elsewhere the broker has another one, and there may be three.
import { Kafka } from "kafkajs";
import { type Bootstrap, describeFlink, type Stack } from "../environment.ts";

export async function describeStack({ brokers: bootstrap, flink }: Bootstrap): Promise<Stack> {
  const admin = new Kafka({ brokers: bootstrap }).admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata();
  await admin.disconnect();
  return {
    kafka: {
      brokers: [{ nodeId: 0, address: "localhost:9092" }],
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
