// caught-by: ENP-05
// You send the text that you made of the value. Bytes that are no UTF-8 are lost in it, and a value that was not there becomes one.
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
        const reading = readOrder(value?.toString() ?? null);
        if ("order" in reading) return accept(reading.order);
        const headers = { reason: reading.reason, topic, partition: String(partition), offset };
        await producer.send({ topic: quarantine, messages: [{ key, value: String(value), headers }] });
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}
