// caught-by: HEL-03
// You take the return of run for the end of reading: it only means that reading has begun.
import { Kafka } from "kafkajs";
import type { Source } from "../hello-stream.ts";

export { sendGreetings } from "../hello-stream.ts";

export async function readGreetings({ brokers, topic, group }: Source): Promise<string[]> {
  const kafka = new Kafka({ brokers });
  const greetings: string[] = [];
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      greetings.push(message.value?.toString() ?? "");
    },
  });
  await consumer.disconnect();
  return greetings;
}
