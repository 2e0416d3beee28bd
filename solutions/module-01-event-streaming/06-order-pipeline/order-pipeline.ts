import { type Consumer, Kafka } from "kafkajs";
import type { Order } from "#kata";

export interface Destination {
  brokers: string[];
  topic: string;
}

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  try {
    const messages = orders.map((order) => ({ key: order.customerId, value: JSON.stringify(order) }));
    await producer.send({ topic, messages });
  } finally {
    await producer.disconnect();
  }
}

export interface Pipeline {
  brokers: string[];
  orders: string;
  validated: string;
  parked: string;
  group: string;
  signal: AbortSignal;
}

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
        const reason = await reasonToPark(value?.toString() ?? null, check);
        if (reason === null) await producer.send({ topic: validated, messages: [{ key, value }] });
        else await producer.send({ topic: parked, messages: [{ key, value, headers: { reason } }] });
      },
    });
    await untilTold(signal, consumer);
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}

/** Why an order may not pass; null if it may. Rejects with the check: an outage is no property of the order. */
async function reasonToPark(text: string | null, check: Check): Promise<string | null> {
  if (text === null) return "not-json";
  let order: Order;
  try {
    order = JSON.parse(text);
  } catch {
    return "not-json";
  }
  return check(order);
}

/** Resolves when the signal is aborted; rejects with what ended the consumer, should that come first. */
function untilTold(signal: AbortSignal, consumer: Consumer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) reject(payload.error);
    });
  });
}
