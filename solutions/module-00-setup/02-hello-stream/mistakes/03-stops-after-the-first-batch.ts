// caught-by: HEL-03
// You stop after the first batch: a fetch brings what fits into it, not all there is.
import { Kafka } from "kafkajs";
import type { Source } from "../hello-stream.ts";

export { sendGreetings } from "../hello-stream.ts";

export async function readGreetings({ brokers, topic, group }: Source): Promise<string[]> {
  const kafka = new Kafka({ brokers });
  const admin = kafka.admin();
  await admin.connect();
  const [partition] = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const end = Number(partition?.high ?? 0);
  const greetings: string[] = [];
  if (end === 0) return greetings;

  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        eachBatch: async ({ batch }) => {
          if (greetings.length > 0) return;
          for (const message of batch.messages) greetings.push(message.value?.toString() ?? "");
          resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return greetings;
}
