import { NotImplemented } from "#kata";

/** Where to ask. */
export interface Bootstrap {
  /** Bootstrap addresses, `host:port`: some way into the cluster. Not all of its brokers, and not all need to answer. */
  brokers: string[];
  /** Flink's REST API, which is the JobManager's, without a slash at its end: `http://127.0.0.1:8081`. */
  flink: string;
}

/** What is running, one part for each system. */
export interface Stack {
  kafka: KafkaStack;
  flink: FlinkStack;
}

export interface KafkaStack {
  /** Every broker of the cluster, as the cluster names it; in any order. */
  brokers: BrokerSummary[];
  /** Every topic of the cluster's users, so without Kafka's internal ones; in any order. */
  topics: TopicSummary[];
}

export interface BrokerSummary {
  /** The broker's id in the cluster. */
  nodeId: number;
  /** `host:port` at which clients reach this broker. */
  address: string;
}

export interface TopicSummary {
  name: string;
  /** How many partitions the topic has. */
  partitions: number;
  /** On how many brokers each of its partitions is kept. */
  replicationFactor: number;
}

export interface FlinkStack {
  /** Flink's version, as the JobManager tells it: `2.2.0`. */
  version: string;
  /** How many TaskManagers have joined the cluster. */
  taskManagers: number;
  /** How many slots all of them have together. */
  slots: number;
  /** How many of these slots no job has, at this moment. */
  freeSlots: number;
}

/**
 * Describes the running stack, as it is at this moment.
 */
export async function describeStack({ brokers, flink }: Bootstrap): Promise<Stack> {
  // TODO: connect an admin client, ask for the brokers and for the topics, disconnect; then fetch what Flink's
  // REST API tells at /overview
  throw new NotImplemented("describeStack");
}
