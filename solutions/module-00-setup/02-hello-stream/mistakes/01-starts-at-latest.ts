// caught-by: HEL-02
// You start at the end of the topic (fromBeginning is false unless you say so), so only what is sent later is read.
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
  await consumer.subscribe({ topic });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        eachMessage: async ({ message }) => {
          if (Number(message.offset) >= end) return;
          greetings.push(message.value?.toString() ?? "");
          if (Number(message.offset) === end - 1) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return greetings;
}
