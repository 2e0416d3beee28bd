// caught-by: PIP-01
// You send the orders without a key. They are spread over the partitions, and only within a partition is there an order.
import { Kafka } from "kafkajs";
import type { Order } from "#kata";
import type { Destination } from "../order-pipeline.ts";

export { runPipeline } from "../order-pipeline.ts";

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  try {
    const messages = orders.map((order) => ({ value: JSON.stringify(order) }));
    await producer.send({ topic, messages });
  } finally {
    await producer.disconnect();
  }
}
