/**
 * Reading partitions without joining a group. kafkajs's public consumer always joins one (there is no `assign`), never
 * reports a fetch that holds only transaction markers, and so cannot say that a read_committed reader has reached the
 * end. The parts it is made of can: its connection to a cluster, and its decoding of a fetched batch. They are internal,
 * and kafkajs is pinned to 2.2.4.
 */
import "./read-committed.ts";
import { createRequire } from "node:module";
import type { IHeaders } from "kafkajs";

/** A record as kafkajs decodes it. */
export interface FetchedRecord {
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: IHeaders;
  timestamp: string;
}

interface Broker {
  fetch(request: {
    maxWaitTime: number;
    minBytes: number;
    isolationLevel: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): Promise<{ responses: { topicName: string; partitions: { partition: number; errorCode: number }[] }[] }>;
}

interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addMultipleTargetTopics(topics: string[]): Promise<void>;
  refreshMetadata(): Promise<void>;
  findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
  findBroker(node: { nodeId: string }): Promise<Broker>;
}

interface Batch {
  /** Aborted records and transaction markers are gone, but count for `lastOffset`. */
  messages: FetchedRecord[];
  isEmptyIncludingFiltered(): boolean;
  lastOffset(): string;
}

const require = createRequire(import.meta.url);
const ClusterOfKafkajs: new (options: object) => Cluster = require("kafkajs/src/cluster");
const BatchOfKafkajs: new (
  topic: string,
  fetchedOffset: string,
  partition: object,
) => Batch = require("kafkajs/src/consumer/batch");
const { createLogger }: { createLogger: (options: object) => object } = require("kafkajs/src/loggers");
const socketFactory: () => object = require("kafkajs/src/network/socketFactory");

/** Kafka's names for what a reader sees of transactions. */
export type IsolationLevel = "read_committed" | "read_uncommitted";

/** Fetches from one topic at chosen offsets. Close it. */
export class PartitionReader {
  readonly #cluster: Cluster;
  readonly #topic: string;
  readonly #isolationLevel: number;

  private constructor(cluster: Cluster, topic: string, isolation: IsolationLevel) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#isolationLevel = isolation === "read_committed" ? 1 : 0;
  }

  static async open(brokers: string[], topic: string, isolation: IsolationLevel): Promise<PartitionReader> {
    const cluster = new ClusterOfKafkajs({
      brokers,
      clientId: "streaming-katas-reader",
      logger: createLogger({ level: 0, logCreator: () => () => {} }),
      socketFactory: socketFactory(),
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      enforceRequestTimeout: true,
      metadataMaxAge: 300_000,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 50, retries: 8 },
    });
    await cluster.connect();
    await cluster.addMultipleTargetTopics([topic]);
    return new PartitionReader(cluster, topic, isolation);
  }

  /**
   * One fetch per leader of the given partitions. Waits up to 100 ms at a broker that has nothing new.
   * @param positions  partition → next offset to read
   * @returns          partition → the records, and the offset after everything that was passed over
   */
  async fetch(positions: Map<number, bigint>): Promise<Map<number, { records: FetchedRecord[]; next: bigint }>> {
    const leaders = this.#cluster.findLeaderForPartitions(this.#topic, [...positions.keys()]);
    const fetched = await Promise.all(
      Object.entries(leaders).map(async ([nodeId, partitions]) => {
        const broker = await this.#cluster.findBroker({ nodeId });
        const { responses } = await broker.fetch({
          maxWaitTime: 100,
          minBytes: 1,
          isolationLevel: this.#isolationLevel,
          topics: [
            {
              topic: this.#topic,
              partitions: partitions.map((partition) => ({
                partition,
                fetchOffset: String(positions.get(partition) ?? 0n),
                maxBytes: 4 * 1024 * 1024,
              })),
            },
          ],
        });
        return responses.flatMap((response) => response.partitions);
      }),
    );
    const result = new Map<number, { records: FetchedRecord[]; next: bigint }>();
    for (const data of fetched.flat()) {
      const from = positions.get(data.partition) ?? 0n;
      const batch = new BatchOfKafkajs(this.#topic, String(from), data);
      const next = batch.isEmptyIncludingFiltered() ? from : BigInt(batch.lastOffset()) + 1n;
      result.set(data.partition, { records: batch.messages, next });
    }
    return result;
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }
}
