import { Kafka } from "kafkajs";

export interface Bootstrap {
  brokers: string[];
}

export interface Stack {
  kafka: KafkaStack;
}

export interface KafkaStack {
  brokers: BrokerSummary[];
  topics: TopicSummary[];
}

export interface BrokerSummary {
  nodeId: number;
  address: string;
}

export interface TopicSummary {
  name: string;
  partitions: number;
  replicationFactor: number;
}

export async function describeStack({ brokers: bootstrap }: Bootstrap): Promise<Stack> {
  const admin = new Kafka({ brokers: bootstrap }).admin();
  await admin.connect();
  try {
    const { brokers } = await admin.describeCluster();
    const { topics } = await admin.fetchTopicMetadata();
    return {
      kafka: {
        brokers: brokers.map(({ nodeId, host, port }) => ({ nodeId, address: `${host}:${port}` })),
        topics: topics
          .filter(({ name }) => !name.startsWith("__"))
          .map(({ name, partitions }) => ({
            name,
            partitions: partitions.length,
            replicationFactor: partitions[0]?.replicas.length ?? 0,
          })),
      },
    };
  } finally {
    await admin.disconnect();
  }
}
