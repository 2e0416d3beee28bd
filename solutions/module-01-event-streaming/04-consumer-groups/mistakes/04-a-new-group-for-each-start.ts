// caught-by: GRP-05
// You make up a new group at every start. It knows nothing of what the last one has done, so all is done again.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Kafka } from "kafkajs";
import type { Delivery, Instance } from "../consumer-groups.ts";

export async function runInstance(
  { brokers, topic, application, instance, signal }: Instance,
  handle: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  const groupId = `${application}-${randomUUID()}`;
  const kafka = new Kafka({ brokers, clientId: instance });
  const consumer = kafka.consumer({ groupId, heartbeatInterval: 300, maxWaitTimeInMs: 100 });
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
