// caught-by: GRP-01
// You join a group of your own with every instance. A group is what shares the work, so each instance does all of it.
import { once } from "node:events";
import { Kafka } from "kafkajs";
import type { Delivery, Instance } from "../consumer-groups.ts";

export async function runInstance(
  { brokers, topic, instance, signal }: Instance,
  handle: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ brokers, clientId: instance });
  const consumer = kafka.consumer({ groupId: instance, heartbeatInterval: 300, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        await handle({ partition, value: String(message.value) });
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
  }
}
