// Customers are checked side by side, the orders of each one after the other: order is only promised for a key.
import { Kafka, type KafkaMessage } from "kafkajs";
import type { Order } from "#kata";
import type { Destination, Pipeline } from "../order-pipeline.ts";

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  for (const order of orders) {
    await producer.send({ topic, messages: [{ key: order.customerId, value: JSON.stringify(order) }] });
  }
  await producer.disconnect();
}

export async function runPipeline(
  { brokers, orders, validated, parked, group, signal }: Pipeline,
  check: (order: Order) => Promise<string | null>,
): Promise<void> {
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 50 });
  await producer.connect();
  await consumer.connect();

  const passOn = async ({ key, value }: KafkaMessage) => {
    const order = parse(value?.toString() ?? ""); // no value is no JSON, and neither is the empty text
    const reason = order === undefined ? "not-json" : await check(order);
    if (reason === null) await producer.send({ topic: validated, messages: [{ key, value }] });
    else await producer.send({ topic: parked, messages: [{ key, value, headers: { reason } }] });
  };

  await consumer.subscribe({ topics: [orders], fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch, heartbeat }) => {
      const queues = new Map<string, Promise<void>>();
      for (const message of batch.messages) {
        const key = String(message.key);
        const before = queues.get(key) ?? Promise.resolve();
        queues.set(
          key,
          before.then(() => passOn(message)),
        );
      }
      await Promise.all(queues.values());
      await heartbeat();
    },
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
  await consumer.disconnect();
  await producer.disconnect();
}

function parse(text: string): Order | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
