// Batch by batch, with a position for each partition, as Kafka's own client keeps it; with autoCommit off, nothing is
// committed.
import { Kafka } from "kafkajs";
import type { Contents, Source } from "../first-consumer.ts";

export async function readToEnd({ brokers, topic, group }: Source): Promise<Contents> {
  const kafka = new Kafka({ brokers, clientId: "reader" });
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();

  const positions = new Map(offsets.map(({ partition, low }) => [partition, BigInt(low)]));
  const ends = new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  const contents: Contents = {};
  for (const { partition } of offsets) contents[partition] = [];
  const atEnd = () => [...ends].every(([partition, end]) => (positions.get(partition) ?? 0n) >= end);
  if (atEnd()) return contents;

  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: offsets.length,
    eachBatch: async ({ batch, heartbeat }) => {
      for (const { offset, value } of batch.messages) {
        const position = positions.get(batch.partition) ?? 0n;
        const end = ends.get(batch.partition) ?? 0n;
        if (BigInt(offset) < position || BigInt(offset) >= end) continue;
        contents[batch.partition]?.push(String(value));
        positions.set(batch.partition, BigInt(offset) + 1n);
      }
      await heartbeat();
      if (atEnd()) finish();
    },
  });
  await finished;
  await consumer.disconnect();
  return contents;
}
