// caught-by: ENP-05
// You skip what you cannot read. The offset is committed behind it, so nobody will ever know that it was there.
import { once } from "node:events";
import { Kafka } from "kafkajs";
import type { Order } from "#kata";
import { type Intake, readOrder } from "../event-envelope.ts";

export { readOrder };

export async function ingestOrders(
  { brokers, orders, group, signal }: Intake,
  accept: (order: Order) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ brokers });
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic: orders, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { value } }) => {
        const reading = readOrder(value?.toString() ?? null);
        if ("order" in reading) await accept(reading.order);
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
  }
}
