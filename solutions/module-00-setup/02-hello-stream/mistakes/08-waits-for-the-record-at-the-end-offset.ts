// caught-by: HEL-02
// You wait for the record at the end offset: it is the offset the next record will get, the last one there has end - 1.
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
  const reachedTheEnd = new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    setTimeout(() => reject(new Error(`no record with offset ${end} came`)), 1_000); // it would wait for ever
    consumer
      .run({
        eachMessage: async ({ message }) => {
          greetings.push(message.value?.toString() ?? "");
          if (Number(message.offset) === end) resolve();
        },
      })
      .catch(reject);
  });
  await reachedTheEnd.finally(() => consumer.disconnect());
  return greetings;
}
