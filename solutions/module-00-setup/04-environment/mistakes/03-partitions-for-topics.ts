// caught-by: ENV-03
// You list every partition as if it were a topic: a topic with three partitions is still one topic.
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
        .flatMap(({ name, partitions }) =>
          partitions.map(({ replicas }) => ({ name, partitions: 1, replicationFactor: replicas.length })),
        ),
    },
    flink: await describeFlink(flink),
  };
}
