import { NotObserved } from "../until.ts";
import type { Cluster } from "./cluster.ts";
import { type FetchedRecord, type IsolationLevel, PartitionReader } from "./fetch.ts";
import { MOST_BYTES, TooMuchToRead } from "./too-much.ts";

/** A record as a test reads it: texts, and numbers where Kafka has longs. */
export interface ReadRecord {
  partition: number;
  offset: number;
  key: string | null;
  /** The value's exact text; null is a tombstone. */
  value: string | null;
  headers: Record<string, string>;
  /** Epoch milliseconds. */
  timestamp: number;
}

/** A record to send. Text and bytes are sent as they are, another object as JSON. */
export interface SentRecord {
  key?: string | null;
  value: string | Buffer | object | null;
  headers?: Record<string, string>;
  timestamp?: number;
  partition?: number;
}

/** Offsets without a record (transaction markers) that `last` reads past. */
const SLACK = 20;

/** One topic of a test. */
export class Topic {
  readonly name: string;
  readonly #cluster: Cluster;

  constructor(cluster: Cluster, name: string) {
    this.#cluster = cluster;
    this.name = name;
  }

  /** Sends records in order and waits until every in-sync replica has them (acks = all). */
  async produce(records: SentRecord[]): Promise<void> {
    const producer = await this.#cluster.producer();
    await producer.send({
      topic: this.name,
      acks: -1,
      messages: records.map(({ key = null, value, headers, timestamp, partition }) => ({
        key,
        value: value === null || typeof value === "string" || Buffer.isBuffer(value) ? value : JSON.stringify(value),
        ...(headers && { headers }),
        ...(timestamp !== undefined && { timestamp: String(timestamp) }),
        ...(partition !== undefined && { partition }),
      })),
    });
  }

  /** Deletes a partition's records below an offset, as retention does: its first offset (low watermark) moves there. */
  async deleteRecords({ partition, before }: { partition: number; before: number }): Promise<void> {
    const admin = await this.#cluster.admin();
    await admin.fetchTopicOffsets(this.name); // deleteTopicRecords looks the leader up in what its client knows already
    await admin.deleteTopicRecords({ topic: this.name, partitions: [{ partition, offset: String(before) }] });
  }

  /**
   * Reads everything from the beginning to the end offsets of this moment, partition by partition.
   *
   * @param options.isolation  what to see of transactions; required, because the answer depends on it
   * @param options.withinMs   how long an open transaction may hold back a read_committed reader
   * @throws NotObserved where the end offsets are not reached in time
   */
  async drain(options: { isolation: IsolationLevel; withinMs?: number }): Promise<ReadRecord[]> {
    return (await this.#read(options)).map(asText);
  }

  /** As `drain`, the values only, parsed from JSON. */
  async values<T = unknown>(options: { isolation: IsolationLevel }): Promise<T[]> {
    return (await this.drain(options)).map(({ value }): T => JSON.parse(value ?? "null"));
  }

  /** As `values`, each with its record's key as one more field, `key`. */
  async keyedValues<T = unknown>(options: { isolation: IsolationLevel }): Promise<(T & { key: string | null })[]> {
    return (await this.drain(options)).map(({ key, value }) => ({ key, ...JSON.parse(value ?? "null") }));
  }

  /** As `drain`, the values only, as they are on the broker: for what need not be text. */
  async bytes(options: { isolation: IsolationLevel }): Promise<(Buffer | null)[]> {
    return (await this.#read(options)).map(({ value }) => value);
  }

  /**
   * The last records of each partition, whatever became of their transactions; only the end of the topic is read.
   * @param count  how many of each partition; fewer where most offsets hold no record (markers, compaction)
   */
  async last(count: number): Promise<ReadRecord[]> {
    const near = await this.#read({ isolation: "read_uncommitted", withinMs: 2_000, fromEnd: count + SLACK });
    const partitions = [...new Set(near.map(({ partition }) => partition))];
    return partitions.flatMap((one) => near.filter(({ partition }) => partition === one).slice(-count)).map(asText);
  }

  async #read({ isolation, withinMs = 10_000, fromEnd }: Reading): Promise<Fetched[]> {
    const offsets = await this.#cluster.offsets(this.name);
    const ends = new Map(offsets.map(({ partition, end }) => [partition, end]));
    const endOf = (partition: number) => ends.get(partition) ?? 0n;
    const reader = await PartitionReader.open(this.#cluster.brokers, this.name, isolation);
    const positions = new Map(
      offsets.map(({ partition, begin, end }) => {
        const near = fromEnd === undefined ? begin : end - BigInt(fromEnd);
        return [partition, near > begin ? near : begin];
      }),
    );
    const records: Fetched[] = [];
    let bytes = 0;
    const deadline = performance.now() + withinMs;
    try {
      for (;;) {
        const behind = [...positions].filter(([partition, position]) => position < endOf(partition));
        if (behind.length === 0) return inOrder(records);
        if (performance.now() > deadline) throw heldBack(this.name, isolation, behind, endOf, withinMs);
        for (const [partition, fetched] of await reader.fetch(new Map(behind))) {
          const upToEnd = fetched.records.filter(({ offset }) => BigInt(offset) < endOf(partition));
          for (const record of upToEnd) {
            bytes += (record.key?.length ?? 0) + (record.value?.length ?? 0);
            records.push({ ...record, partition });
          }
          if (bytes > MOST_BYTES) throw new TooMuchToRead();
          positions.set(partition, fetched.next);
        }
      }
    } finally {
      await reader.close();
    }
  }
}

interface Reading {
  isolation: IsolationLevel;
  withinMs?: number;
  /** Offsets of each partition to read, from its end; all of them unless given. */
  fromEnd?: number;
}

/** A record as fetched, and from where. */
type Fetched = FetchedRecord & { partition: number };

function asText(record: Fetched): ReadRecord {
  const headers = Object.entries(record.headers).map(([name, value]) => [name, String(value)]);
  return {
    partition: record.partition,
    offset: Number(record.offset),
    key: record.key?.toString() ?? null,
    value: record.value?.toString() ?? null,
    headers: Object.fromEntries(headers),
    timestamp: Number(record.timestamp),
  };
}

function inOrder(records: Fetched[]): Fetched[] {
  return records.sort((a, b) => a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset)));
}

function heldBack(
  topic: string,
  isolation: IsolationLevel,
  behind: [number, bigint][],
  endOf: (partition: number) => bigint,
  withinMs: number,
): NotObserved {
  const where = behind.map(([partition, position]) => `partition ${partition} at ${position} of ${endOf(partition)}`);
  const why =
    isolation === "read_committed" ? "; a transaction that is still open holds back read_committed readers" : "";
  return new NotObserved(`waited ${withinMs / 1000} s to read ${topic} to its end: ${where.join(", ")}${why}`);
}
