// caught-by: CON-01
// You sort the records by their timestamps: the order of a partition is that of its offsets, and an older event may well arrive later.
import { Kafka } from "kafkajs";
import { type Contents, offsetsOf, type Source } from "../first-consumer.ts";

export async function readToEnd({ brokers, topic, group }: Source): Promise<Contents> {
  const kafka = new Kafka({ brokers });
  const offsets = await offsetsOf(kafka, topic);
  const contents: Contents = {};
  const records: { partition: number; timestamp: number; value: string }[] = [];
  for (const { partition } of offsets) contents[partition] = [];
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
            records.push({ partition, timestamp: Number(message.timestamp), value: message.value?.toString() ?? "" });
            if (Number(message.offset) + 1 >= end) unfinished.delete(partition);
            if (unfinished.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  records.sort((a, b) => a.timestamp - b.timestamp);
  for (const { partition, value } of records) contents[partition]?.push(value);
  return contents;
}
