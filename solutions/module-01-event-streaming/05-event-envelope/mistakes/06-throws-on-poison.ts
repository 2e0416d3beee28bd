// caught-by: ENP-04
// You throw where a record is no order. The consumer tries the same record again and again, and nothing behind it is ever read.
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
        await producer.send({ topic: quarantine, messages: [{ key, value, headers }] });
        throw new Error(`${topic}/${partition}/${offset} is no order: ${reading.reason}`);
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}
