// caught-by: PRO-03
// You give the timestamp in seconds: Kafka counts milliseconds since 1970, so every order is dated January 1970.

import { Kafka, type Message } from "kafkajs";
import type { Order } from "#kata";
import type { Destination } from "../first-producer.ts";

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  try {
    for (let sent = 0; sent < orders.length; sent += 100) {
      await producer.send({ topic, messages: orders.slice(sent, sent + 100).map(record) });
    }
  } finally {
    await producer.disconnect();
  }
}

function record(order: Order): Message {
  return {
    key: order.customerId,
    value: JSON.stringify(order),
    timestamp: String(Math.floor(order.occurredAt / 1000)),
    headers: { "event-type": "order-placed", "event-version": String(order.version) },
  };
}
