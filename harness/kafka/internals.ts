/**
 * kafkajs's connection to a cluster, below its public client: what reading partitions and their offsets without a group
 * takes. It is internal to kafkajs, which is pinned to 2.2.4; nothing outside this folder knows of it.
 */
import "./cured.ts";
import { createRequire } from "node:module";

export interface Broker {
  fetch(request: {
    maxWaitTime: number;
    minBytes: number;
    isolationLevel: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): Promise<{ responses: { topicName: string; partitions: { partition: number; errorCode: number }[] }[] }>;
}

export interface Connection {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  /** Those that it keeps metadata of. If one of them is gone it can have none of any. */
  targetTopics: Set<string>;
  addMultipleTargetTopics(topics: string[]): Promise<void>;
  refreshMetadata(): Promise<void>;
  findTopicPartitionMetadata(topic: string): { partitionId: number }[];
  findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
  findBroker(node: { nodeId: string }): Promise<Broker>;
  fetchTopicsOffset(
    topics: { topic: string; fromBeginning: boolean; partitions: { partition: number }[] }[],
  ): Promise<{ topic: string; partitions: { partition: number; offset: string }[] }[]>;
}

const require = createRequire(import.meta.url);
const Cluster: new (options: object) => Connection = require("kafkajs/src/cluster");
const { createLogger }: { createLogger: (options: object) => object } = require("kafkajs/src/loggers");
const socketFactory: () => object = require("kafkajs/src/network/socketFactory");

/** READ_UNCOMMITTED, as the protocol numbers it. */
export const SEE_ALL = 0;

/** A connection that is yet to be made. Offsets it is asked for are those of the log, not of a read_committed reader. */
export function connectionTo(brokers: string[]): Connection {
  return new Cluster({
    brokers,
    clientId: "streaming-katas-reader",
    logger: createLogger({ level: 0, logCreator: () => () => {} }),
    socketFactory: socketFactory(),
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    enforceRequestTimeout: true,
    metadataMaxAge: 300_000,
    allowAutoTopicCreation: false,
    isolationLevel: SEE_ALL,
    retry: { initialRetryTime: 50, retries: 8 },
  });
}
