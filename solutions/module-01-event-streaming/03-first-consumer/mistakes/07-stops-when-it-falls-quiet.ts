// caught-by: CON-04
// You stop when nothing has come for a while: a topic in use never falls quiet, and a slow broker looks as if it had. The end offset knows.
import { Kafka } from "kafkajs";
import { type Contents, offsetsOf, type Source } from "../first-consumer.ts";

export async function readToEnd({ brokers, topic, group }: Source): Promise<Contents> {
  const kafka = new Kafka({ brokers });
  const offsets = await offsetsOf(kafka, topic);
  const contents = Object.fromEntries(offsets.map(({ partition }): [number, string[]] => [partition, []]));

  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      let quiet = setTimeout(resolve, 2_000);
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          autoCommit: false,
          eachMessage: async ({ partition, message }) => {
            contents[partition]?.push(message.value?.toString() ?? "");
            clearTimeout(quiet);
            quiet = setTimeout(resolve, 500);
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return contents;
}
