import { Kafka, type Message } from "kafkajs";
import type { Order } from "#kata";

export interface Destination {
  brokers: string[];
  topic: string;
}

const ORDERS_A_REQUEST = 100;

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  try {
    for (let sent = 0; sent < orders.length; sent += ORDERS_A_REQUEST) {
      const messages = orders.slice(sent, sent + ORDERS_A_REQUEST).map(record);
      await producer.send({ topic, messages });
    }
  } finally {
    await producer.disconnect();
  }
}

export function record(order: Order): Message {
  return {
    key: order.customerId,
    value: JSON.stringify(order),
    timestamp: String(order.occurredAt),
    headers: { "event-type": "order-placed", "event-version": String(order.version) },
  };
}
