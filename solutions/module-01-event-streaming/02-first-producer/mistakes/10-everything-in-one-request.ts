// caught-by: PRO-05
// You send all orders in one request: the records of a partition travel as one batch, and a broker refuses a batch over max.message.bytes.

import { Kafka, type Message } from "kafkajs";
import type { Order } from "#kata";
import type { Destination } from "../first-producer.ts";

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  try {
    await producer.send({ topic, messages: orders.map(record) });
  } finally {
    await producer.disconnect();
  }
}

function record(order: Order): Message {
  return {
    key: order.customerId,
    value: JSON.stringify(order),
    timestamp: String(order.occurredAt),
    headers: { "event-type": "order-placed", "event-version": String(order.version) },
  };
}
