// One request for each order, and bytes where the reference has texts. Slower, and nothing has to be counted.

import { Kafka } from "kafkajs";
import type { Order } from "#kata";
import type { Destination } from "../first-producer.ts";

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers, clientId: "shop" }).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (const order of orders) {
    const { recordHeaders, bytes } = encoded(order);
    const key = Buffer.from(order.customerId);
    const timestamp = `${order.occurredAt}`;
    await producer.send({ topic, acks: -1, messages: [{ key, value: bytes, timestamp, headers: recordHeaders }] });
  }
  await producer.disconnect();
}

function encoded(order: Order): { bytes: Buffer; recordHeaders: Record<string, Buffer> } {
  return {
    bytes: Buffer.from(JSON.stringify(order), "utf8"),
    recordHeaders: {
      "event-version": Buffer.from(String(order.version)),
      "event-type": Buffer.from("order-placed"),
    },
  };
}
