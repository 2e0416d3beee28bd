// caught-by: CON-04
// You let a finished partition go on filling while another one is read: what is sent meanwhile is behind the end offset, and not asked for.
// varies: how much has been sent by the time the other partition is finished.
import { Kafka } from "kafkajs";
import { type Contents, offsetsOf, type Source } from "../first-consumer.ts";

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
            contents[partition]?.push(message.value?.toString() ?? "");
            if (Number(message.offset) + 1 >= (unfinished.get(partition) ?? 0)) unfinished.delete(partition);
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
