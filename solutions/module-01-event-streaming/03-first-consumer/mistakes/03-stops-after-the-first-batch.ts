// caught-by: CON-02
// You take the first batch of a partition for all of it: a fetch brings what fits into it, not all there is.
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
          eachBatch: async ({ batch }) => {
            if (!unfinished.delete(batch.partition)) return;
            for (const { value } of batch.messages) contents[batch.partition]?.push(value?.toString() ?? "");
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
