// caught-by: PIP-01
// You key the orders by their own id. Each id is another key, so the orders of one customer go to any partition.
import { Kafka } from "kafkajs";
import type { Order } from "#kata";
import type { Destination } from "../order-pipeline.ts";

export { runPipeline } from "../order-pipeline.ts";

export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  try {
    const messages = orders.map((order) => ({ key: order.orderId, value: JSON.stringify(order) }));
    await producer.send({ topic, messages });
  } finally {
    await producer.disconnect();
  }
}
