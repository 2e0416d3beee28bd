import { once } from "node:events";
import { Kafka } from "kafkajs";

export interface Instance {
  brokers: string[];
  topic: string;
  application: string;
  instance: string;
  signal: AbortSignal;
}

export interface Delivery {
  partition: number;
  value: string;
}

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
        await handle({ partition, value: String(message.value) });
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
  }
}
