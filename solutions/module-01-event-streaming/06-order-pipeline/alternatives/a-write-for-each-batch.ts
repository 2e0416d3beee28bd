// Checks one order after the other, then writes what a batch has become in one request for both topics.
import { once } from "node:events";
import { Kafka, type Message } from "kafkajs";
import type { Order } from "#kata";
import type { Pipeline } from "../order-pipeline.ts";

export { sendOrders } from "../order-pipeline.ts";

export async function runPipeline(
  { brokers, orders, validated, parked, group, signal }: Pipeline,
  check: (order: Order) => Promise<string | null>,
): Promise<void> {
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic: orders, fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 3,
    eachBatch: async ({ batch, heartbeat }) => {
      const out: Record<string, Message[]> = { [validated]: [], [parked]: [] };
      for (const { key, value } of batch.messages) {
        const text = value?.toString() ?? ""; // no value is no JSON, and neither is the empty text
        const reason = isJson(text) ? await check(JSON.parse(text)) : "not-json";
        if (reason === null) out[validated]?.push({ key, value });
        else out[parked]?.push({ key, value, headers: { reason } });
        await heartbeat();
      }
      const topicMessages = Object.entries(out).map(([topic, messages]) => ({ topic, messages }));
      await producer.sendBatch({ topicMessages: topicMessages.filter(({ messages }) => messages.length > 0) });
    },
  });
  if (!signal.aborted) await once(signal, "abort");
  await consumer.disconnect();
  await producer.disconnect();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
