// caught-by: PRO-01
// You send the whole list as one record: a record is the unit that is keyed, dated and read, so each order needs its own.

import { Kafka, type Message } from "kafkajs";
import type { Order } from "#kata";
import type { Destination } from "../first-producer.ts";

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  try {
    for (let sent = 0; sent < orders.length; sent += 100) {
      await producer.send({ topic, messages: [record(orders.slice(sent, sent + 100))] });
    }
  } finally {
    await producer.disconnect();
  }
}

function record(orders: Order[]): Message {
  return {
    key: orders[0]?.customerId ?? null,
    value: JSON.stringify(orders),
    timestamp: String(orders[0]?.occurredAt),
    headers: { "event-type": "order-placed", "event-version": "1" },
  };
}
