// caught-by: CON-02
// You stop when one partition is at its end: the others have ends of their own, and may be far from them.
// varies: the partition whose records come first is the one that is read.
import { Kafka } from "kafkajs";
import { type Contents, offsetsOf, type Source } from "../first-consumer.ts";

export async function readToEnd({ brokers, topic, group }: Source): Promise<Contents> {
  const kafka = new Kafka({ brokers });
  const offsets = await offsetsOf(kafka, topic);
  const contents = Object.fromEntries(offsets.map(({ partition }): [number, string[]] => [partition, []]));
  const unfinished = new Map(offsets.map(({ partition, high }) => [partition, high]));

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
            if (end === undefined || unfinished.size < offsets.length) return;
            contents[partition]?.push(message.value?.toString() ?? "");
            if (Number(message.offset) + 1 >= end) unfinished.delete(partition);
            if (unfinished.size < offsets.length) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return contents;
}
