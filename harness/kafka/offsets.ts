import { type Connection, connectionTo } from "./internals.ts";
import { patiently } from "./patience.ts";

/** Where one partition begins and ends. */
export interface PartitionOffsets {
  partition: number;
  /** Of the first record that is still there. */
  begin: bigint;
  /** After the last record: the high watermark. */
  end: bigint;
}

/**
 * Asks for begin and end offsets. kafkajs's admin cannot be asked: what its `fetchTopicOffsets` calls `high` is the last
 * stable offset, which stands still before a transaction that is open, or whose marker is still on its way.
 */
export class OffsetReader {
  readonly #brokers: string[];
  #connection: Promise<Connection> | undefined;
  /** A topic for each answer that is awaited. */
  readonly #asking: string[] = [];

  constructor(brokers: string[]) {
    this.#brokers = brokers;
  }

  /** The partitions of a topic, ascending. @throws what the client throws, for example where there is no such topic */
  async offsets(topic: string): Promise<PartitionOffsets[]> {
    return patiently(async () => {
      const connection = await this.#connected();
      this.#asking.push(topic);
      connection.targetTopics = new Set(this.#asking);
      try {
        return await askOffsets(connection, topic);
      } finally {
        this.#asking.splice(this.#asking.indexOf(topic), 1);
      }
    });
  }

  #connected(): Promise<Connection> {
    this.#connection ??= connect(this.#brokers).catch((error: unknown) => {
      this.#connection = undefined;
      throw error;
    });
    return this.#connection;
  }

  async close(): Promise<void> {
    await (await this.#connection)?.disconnect();
  }
}

async function connect(brokers: string[]): Promise<Connection> {
  const connection = connectionTo(brokers);
  await connection.connect();
  return connection;
}

async function askOffsets(connection: Connection, topic: string): Promise<PartitionOffsets[]> {
  const known = () => connection.findTopicPartitionMetadata(topic);
  await connection.refreshMetadata();
  // Whoever asks while an answer is on its way shares it, and it may have been asked for before this topic was among them.
  if (known().length === 0) await connection.refreshMetadata();
  if (known().length === 0) throw new Error(`nothing is known of the partitions of ${topic}`);
  const partitions = known()
    .map(({ partitionId }) => ({ partition: partitionId }))
    .sort((a, b) => a.partition - b.partition);
  const ask = async (fromBeginning: boolean) => {
    const [answer] = await connection.fetchTopicsOffset([{ topic, fromBeginning, partitions }]);
    return new Map((answer?.partitions ?? []).map(({ partition, offset }) => [partition, BigInt(offset)]));
  };
  const [begins, ends] = await Promise.all([ask(true), ask(false)]);
  return partitions.map(({ partition }) => ({
    partition,
    begin: begins.get(partition) ?? 0n,
    end: ends.get(partition) ?? 0n,
  }));
}
