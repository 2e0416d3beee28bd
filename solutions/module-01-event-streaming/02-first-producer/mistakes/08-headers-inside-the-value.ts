// caught-by: PRO-04
// You put the headers into the value: whoever routes by them has to read and parse every record first.

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
    value: JSON.stringify({ ...order, headers: { "event-type": "order-placed", "event-version": "1" } }),
    timestamp: String(order.occurredAt),
  };
}
