import { Kafka } from "kafkajs";

export interface Bootstrap {
  brokers: string[];
  flink: string;
}

export interface Stack {
  kafka: KafkaStack;
  flink: FlinkStack;
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

export interface FlinkStack {
  version: string;
  taskManagers: number;
  slots: number;
  freeSlots: number;
}

export async function describeStack({ brokers, flink }: Bootstrap): Promise<Stack> {
  return { kafka: await describeKafka(brokers), flink: await describeFlink(flink) };
}

export async function describeKafka(bootstrap: string[]): Promise<KafkaStack> {
  const admin = new Kafka({ brokers: bootstrap }).admin();
  await admin.connect();
  try {
    const { brokers } = await admin.describeCluster();
    const { topics } = await admin.fetchTopicMetadata();
    return {
      brokers: brokers.map(({ nodeId, host, port }) => ({ nodeId, address: `${host}:${port}` })),
      topics: topics
        .filter(({ name }) => !name.startsWith("__"))
        .map(({ name, partitions }) => ({
          name,
          partitions: partitions.length,
          replicationFactor: partitions[0]?.replicas.length ?? 0,
        })),
    };
  } finally {
    await admin.disconnect();
  }
}

/** What Flink's REST API tells at /overview, of which these are a part. */
interface Overview {
  "flink-version": string;
  taskmanagers: number;
  "slots-total": number;
  "slots-available": number;
}

export async function describeFlink(rest: string): Promise<FlinkStack> {
  const answer = await fetch(`${rest}/overview`);
  if (!answer.ok) throw new Error(`Flink at ${rest} answers ${answer.status}`);
  const overview = (await answer.json()) as Overview;
  return {
    version: overview["flink-version"],
    taskManagers: overview.taskmanagers,
    slots: overview["slots-total"],
    freeSlots: overview["slots-available"],
  };
}
