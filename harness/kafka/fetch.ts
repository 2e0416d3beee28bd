/**
 * Reading partitions without joining a group. kafkajs's public consumer always joins one (there is no `assign`), never
 * reports a fetch that holds only transaction markers, and so cannot say that a read_committed reader has reached the
 * end. The parts it is made of can: its connection to a cluster, and its decoding of a fetched batch.
 */
import "./cured.ts";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { unzip } from "node:zlib";
import kafkajs, { type IHeaders } from "kafkajs";
import { type Connection, connectionTo, SEE_ALL } from "./internals.ts";
import { MOST_BYTES, TooMuchToRead } from "./too-much.ts";

/** A record as kafkajs decodes it. */
export interface FetchedRecord {
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: IHeaders;
  timestamp: string;
}

interface Batch {
  /** Aborted records and transaction markers are gone, but count for `lastOffset`. */
  messages: FetchedRecord[];
  isEmptyIncludingFiltered(): boolean;
  isEmptyDueToLogCompactedMessages(): boolean;
  lastOffset(): string;
}

const require = createRequire(import.meta.url);
const BatchOfKafkajs: new (
  topic: string,
  fetchedOffset: string,
  partition: object,
) => Batch = require("kafkajs/src/consumer/batch");

/** Bytes that the batches of the fetch under way came to. kafkajs's own unpacking knows no bound. */
let unpacked = 0;
const unpack = promisify(unzip) as (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;
const { CompressionCodecs: codecs, CompressionTypes: types } = kafkajs;
const gzip = codecs[types.GZIP]();
codecs[types.GZIP] = () => ({
  ...gzip,
  decompress: async (packed: Buffer) => {
    const bytes = await unpack(packed, { maxOutputLength: Math.max(1, MOST_BYTES - unpacked) }).catch(
      (error: unknown) => {
        throw error instanceof RangeError ? new TooMuchToRead() : error;
      },
    );
    unpacked += bytes.length;
    return bytes;
  },
});

/** READ_COMMITTED, as the protocol numbers it. */
const SEE_COMMITTED = 1;

/** Kafka's names for what a reader sees of transactions. */
export type IsolationLevel = "read_committed" | "read_uncommitted";

/** Fetches from one topic at chosen offsets. Close it. */
export class PartitionReader {
  readonly #cluster: Connection;
  readonly #topic: string;
  readonly #isolationLevel: number;

  private constructor(cluster: Connection, topic: string, isolation: IsolationLevel) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#isolationLevel = isolation === "read_committed" ? SEE_COMMITTED : SEE_ALL;
  }

  static async open(brokers: string[], topic: string, isolation: IsolationLevel): Promise<PartitionReader> {
    const cluster = connectionTo(brokers);
    await cluster.connect();
    await cluster.addMultipleTargetTopics([topic]);
    return new PartitionReader(cluster, topic, isolation);
  }

  /**
   * One fetch per leader of the given partitions. Waits up to 100 ms at a broker that has nothing new.
   * @param positions  partition → next offset to read
   * @returns          partition → the records, and the offset after everything that was passed over
   * @throws TooMuchToRead
   */
  async fetch(positions: Map<number, bigint>): Promise<Map<number, { records: FetchedRecord[]; next: bigint }>> {
    unpacked = 0;
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
      result.set(data.partition, { records: batch.messages, next: nextOffset(batch, from) });
    }
    return result;
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }
}

/** The offset after everything that a fetch has answered for. */
function nextOffset(batch: Batch, from: bigint): bigint {
  // A batch whose later records were compacted away is given again and again: there is no record at this offset.
  if (batch.isEmptyDueToLogCompactedMessages()) return from + 1n;
  return batch.isEmptyIncludingFiltered() ? from : BigInt(batch.lastOffset()) + 1n;
}
