// caught-by: ENP-06
// You make a text of every value. A record without one becomes the text "null", which is JSON, and the reason is a wrong one.
import { once } from "node:events";
import { Kafka } from "kafkajs";
import type { Order } from "#kata";
import { type Intake, readOrder } from "../event-envelope.ts";

export { readOrder };

export async function ingestOrders(
  { brokers, orders, quarantine, group, signal }: Intake,
  accept: (order: Order) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await Promise.all([producer.connect(), consumer.connect()]);
  try {
    await consumer.subscribe({ topic: orders, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, partition, message: { key, value, offset } }) => {
        const reading = readOrder(String(value));
        if ("order" in reading) return accept(reading.order);
        const headers = { reason: reading.reason, topic, partition: String(partition), offset };
        await producer.send({ topic: quarantine, messages: [{ key, value, headers }] });
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}
