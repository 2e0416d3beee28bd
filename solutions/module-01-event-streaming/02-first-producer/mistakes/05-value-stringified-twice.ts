// caught-by: PRO-01
// You turn the order into JSON twice: the value is a JSON text that holds JSON, and a reader who parses it once gets a string.

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
    value: JSON.stringify(JSON.stringify(order)),
    timestamp: String(order.occurredAt),
    headers: { "event-type": "order-placed", "event-version": String(order.version) },
  };
}
