// Counts bytes instead of orders: a new request begins where the last one would grow over 20 kB.

import { Kafka, type Message } from "kafkajs";
import type { Order } from "#kata";
import type { Destination } from "../first-producer.ts";

const REQUEST_BYTES = 20_000;

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  for (const messages of requests(orders)) await producer.sendBatch({ topicMessages: [{ topic, messages }] });
  await producer.disconnect();
}

function* requests(orders: Order[]): Generator<Message[]> {
  let messages: Message[] = [];
  let bytes = 0;
  for (const order of orders) {
    const value = JSON.stringify(order);
    if (messages.length > 0 && bytes + value.length > REQUEST_BYTES) {
      yield messages;
      messages = [];
      bytes = 0;
    }
    bytes += value.length;
    const headers = { "event-type": "order-placed", "event-version": `${order.version}` };
    messages.push({ key: order.customerId, value, headers, timestamp: order.occurredAt.toFixed(0) });
  }
  if (messages.length > 0) yield messages;
}
