// caught-by: PRO-01
// You make text of the object without JSON: every value reads [object Object], and the order is lost.

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
    value: String(order),
    timestamp: String(order.occurredAt),
    headers: { "event-type": "order-placed", "event-version": String(order.version) },
  };
}
