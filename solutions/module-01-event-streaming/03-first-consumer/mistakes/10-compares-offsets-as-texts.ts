// caught-by: CON-03
// You compare offsets as the texts that they come as: as texts, "10" is less than "9", so a partition from 9 to 10 looks finished.
import { Kafka } from "kafkajs";
import type { Contents, Source } from "../first-consumer.ts";

export async function readToEnd({ brokers, topic, group }: Source): Promise<Contents> {
  const kafka = new Kafka({ brokers });
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const contents = Object.fromEntries(offsets.map(({ partition }): [number, string[]] => [partition, []]));
  const unfinished = new Map(
    offsets.filter(({ low, high }) => high > low).map(({ partition, high }) => [partition, Number(high)]),
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
