// Batch by batch instead of record by record, with the offset resolved after each record; leaving is the signal's listener.
import { Kafka } from "kafkajs";
import type { Delivery, Instance } from "../consumer-groups.ts";

export async function runInstance(
  { brokers, topic, application, instance, signal }: Instance,
  handle: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ brokers, clientId: instance });
  const consumer = kafka.consumer({ groupId: application, heartbeatInterval: 500, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat, isRunning, isStale }) => {
      for (const { offset, value } of batch.messages) {
        if (!isRunning() || isStale()) return;
        await handle({ partition: batch.partition, value: value?.toString() ?? "" });
        resolveOffset(offset);
        await heartbeat();
      }
    },
  });
  await new Promise<void>((resolve, reject) => {
    const leave = () => consumer.disconnect().then(resolve, reject);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}
