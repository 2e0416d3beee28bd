// Keeps the sales of each minute and adds them up when a result is due; what a batch leads to is one write to both topics.
import { once } from "node:events";
import { Kafka, type Message } from "kafkajs";
import type { OrderLine } from "#kata";
import type { Analytics, Entry, Rules } from "../windowed-analytics.ts";

const MINUTE = 60_000;

/** A category's minute, with the lines that are its sales. */
interface Minute {
  category: string;
  start: number;
  lines: OrderLine[];
}

export async function revenuePerMinute(
  { brokers, orders, partitions, revenue, late, group, signal }: Analytics,
  { categories, delayMs, latenessMs, earlyEvery }: Rules,
): Promise<void> {
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer({ idempotent: true });
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 200 });
  await Promise.all([producer.connect(), consumer.connect()]);

  const latest: number[] = Array(partitions).fill(-Infinity);
  const silent: boolean[] = Array(partitions).fill(false);
  const minutes: Minute[] = [];
  let watermark = -Infinity;
  const lastOf = (start: number) => start + MINUTE - 1;

  function count(category: string, start: number, line: OrderLine): Message[] {
    let minute = minutes.find((one) => one.category === category && one.start === start);
    if (!minute) {
      minute = { category, start, lines: [] };
      minutes.push(minute);
    }
    minute.lines.push(line);
    if (lastOf(start) <= watermark) return [message(minute, "late")];
    return minute.lines.length % earlyEvery === 0 ? [message(minute, "early")] : [];
  }

  function advance(): Message[] {
    const candidates = latest.filter((_, partition) => !silent[partition]);
    const slowest = Math.min(...candidates) - delayMs - 1;
    if (candidates.length === 0 || slowest <= watermark) return [];
    const complete = minutes.filter(({ start }) => watermark < lastOf(start) && lastOf(start) <= slowest);
    watermark = slowest;
    const kept = minutes.filter(({ start }) => lastOf(start) + latenessMs > watermark);
    minutes.splice(0, minutes.length, ...kept);
    return complete.sort((a, b) => a.start - b.start).map((minute) => message(minute, "on-time"));
  }

  await consumer.subscribe({ topic: orders, fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch, heartbeat }) => {
      const results: Message[] = [];
      const aside: Message[] = [];
      for (const { key, value } of batch.messages) {
        const entry: Entry = JSON.parse(String(value));
        silent[batch.partition] = "idle" in entry;
        if ("lines" in entry) {
          const start = entry.occurredAt - (entry.occurredAt % MINUTE);
          if (lastOf(start) + latenessMs <= watermark) aside.push({ key, value });
          else for (const line of entry.lines) results.push(...count(categories[line.productId] ?? "", start, line));
          latest[batch.partition] = Math.max(latest[batch.partition] ?? -Infinity, entry.occurredAt);
        }
        results.push(...advance());
      }
      const topicMessages = [
        { topic: revenue, messages: results },
        { topic: late, messages: aside },
      ].filter(({ messages }) => messages.length > 0);
      if (topicMessages.length > 0) await producer.sendBatch({ topicMessages });
      await heartbeat();
    },
  });
  if (!signal.aborted) await once(signal, "abort");
  await consumer.disconnect();
  await producer.disconnect();
}

function message({ category, start, lines }: Minute, timing: string): Message {
  const cents = lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
  const value = { category, start, end: start + MINUTE, timing, sales: lines.length, cents };
  return { key: `${category}@${start}`, value: JSON.stringify(value) };
}
