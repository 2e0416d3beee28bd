// caught-by: PIP-04
// You make a text of every value. A record without one becomes the text "null", which is JSON: you ask about an order that is not there.
import { once } from "node:events";
import { Kafka } from "kafkajs";
import type { Order } from "#kata";
import type { Pipeline } from "../order-pipeline.ts";

export { sendOrders } from "../order-pipeline.ts";

type Check = (order: Order) => Promise<string | null>;

export async function runPipeline(
  { brokers, orders, validated, parked, group, signal }: Pipeline,
  check: Check,
): Promise<void> {
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await Promise.all([producer.connect(), consumer.connect()]);
  try {
    await consumer.subscribe({ topic: orders, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { key, value } }) => {
        const reason = await reasonToPark(String(value), check);
        if (reason === null) await producer.send({ topic: validated, messages: [{ key, value }] });
        else await producer.send({ topic: parked, messages: [{ key, value, headers: { reason } }] });
      },
    });
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}

/** Why an order may not pass; null if it may. Rejects with the check: an outage is no property of the order. */
async function reasonToPark(text: string, check: Check): Promise<string | null> {
  let order: Order;
  try {
    order = JSON.parse(text);
  } catch {
    return "not-json";
  }
  return check(order);
}
