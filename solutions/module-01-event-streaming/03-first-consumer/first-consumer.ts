import { Kafka } from "kafkajs";

export interface Source {
  brokers: string[];
  topic: string;
  group: string;
}

export type Contents = Record<number, string[]>;

export async function readToEnd({ brokers, topic, group }: Source): Promise<Contents> {
  const kafka = new Kafka({ brokers });
  const offsets = await offsetsOf(kafka, topic);
  const contents = Object.fromEntries(offsets.map(({ partition }): [number, string[]] => [partition, []]));
  const unfinished = new Map(
    offsets.filter(({ low, high }) => low < high).map(({ partition, high }) => [partition, high]),
  );
  if (unfinished.size === 0) return contents;

  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          autoCommit: false,
          eachMessage: async ({ partition, message }) => {
            const end = unfinished.get(partition);
            if (end === undefined) return;
            contents[partition]?.push(message.value?.toString() ?? "");
            if (Number(message.offset) + 1 >= end) unfinished.delete(partition);
            if (unfinished.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return contents;
}

/** Of each partition, the first offset it still has (low) and the offset after its last record (high). */
export async function offsetsOf(
  kafka: Kafka,
  topic: string,
): Promise<{ partition: number; low: number; high: number }[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }));
  } finally {
    await admin.disconnect();
  }
}
