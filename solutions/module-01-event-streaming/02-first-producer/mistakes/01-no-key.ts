// caught-by: PRO-02
// You send no key: the records are spread over the partitions, and the orders of one customer lose their order.

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
    value: JSON.stringify(order),
    timestamp: String(order.occurredAt),
    headers: { "event-type": "order-placed", "event-version": String(order.version) },
  };
}
