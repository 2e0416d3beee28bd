// caught-by: ENP-06
// You set the record aside and say nothing about it: whoever opens the quarantine has to find out again what you knew.
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
      eachMessage: async ({ message: { key, value } }) => {
        const reading = readOrder(value?.toString() ?? null);
        if ("order" in reading) return accept(reading.order);
        await producer.send({ topic: quarantine, messages: [{ key, value }] });
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}
