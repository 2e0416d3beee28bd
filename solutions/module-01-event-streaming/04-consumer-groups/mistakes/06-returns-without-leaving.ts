// caught-by: GRP-04
// You return without disconnecting: the instance stays a member, keeps its partitions, and whatever is in them waits for it.
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
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      if (!signal.aborted) await handle({ partition, value: String(message.value) });
    },
  });
  if (!signal.aborted) await once(signal, "abort");
}
