// caught-by: HEL-02
// You start at the end of the topic (fromBeginning is false unless you say so), so only what is sent later is read.
import { Kafka } from "kafkajs";
import type { Source } from "../hello-stream.ts";

export { sendGreetings } from "../hello-stream.ts";

export async function readGreetings({ brokers, topic, group }: Source): Promise<string[]> {
  const greetings: string[] = [];
  const consumer = new Kafka({ brokers }).consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({
    eachMessage: async ({ message }) => {
      greetings.push(message.value?.toString() ?? "");
    },
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // nothing comes, however long it waits
  await consumer.disconnect();
  return greetings;
}
