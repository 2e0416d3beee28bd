// Batch by batch instead of record by record; the sender sends one request for each greeting.
import { Kafka } from "kafkajs";
import type { Destination, Source } from "../hello-stream.ts";

export async function sendGreetings({ brokers, topic }: Destination, greetings: string[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  for (const value of greetings) await producer.send({ topic, messages: [{ value }] });
  await producer.disconnect();
}

export async function readGreetings({ brokers, topic, group }: Source): Promise<string[]> {
  const kafka = new Kafka({ brokers });
  const admin = kafka.admin();
  await admin.connect();
  const [ends] = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const end = BigInt(ends?.high ?? 0);
  const greetings: string[] = [];
  if (end === 0n) return greetings;

  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await consumer.run({
    eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
      for (const { offset, value } of batch.messages) {
        if (BigInt(offset) < end) greetings.push(String(value));
        resolveOffset(offset);
      }
      await heartbeat();
      if (BigInt(batch.lastOffset()) >= end - 1n) finish();
    },
  });
  await finished;
  await consumer.disconnect();
  return greetings;
}
