// caught-by: GRP-06
// You forget the await before handle. To kafkajs the record is done at once: it gives you the next one, and does not wait at a stop.
import { once } from "node:events";
import { Kafka } from "kafkajs";
import type { Delivery, Instance } from "../consumer-groups.ts";

export async function runInstance(
  { brokers, topic, application, instance, signal }: Instance,
  handle: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ brokers, clientId: instance });
  const consumer = kafka.consumer({ groupId: application, heartbeatInterval: 300, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        handle({ partition, value: String(message.value) });
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
  }
}
