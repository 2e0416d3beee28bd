// caught-by: PRO-03
// You leave the timestamp to the client, which takes the clock of the moment: that is when you sent the order, not when it was placed.

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
    headers: { "event-type": "order-placed", "event-version": String(order.version) },
  };
}
