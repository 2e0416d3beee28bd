// caught-by: ENP-07
// You return without disconnecting the consumer: the intake stays a member of its group, and the orders of its partitions wait for it.
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
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await producer.disconnect();
  }
}
