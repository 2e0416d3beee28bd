// The operators of the module in a row, each an async generator; the consumer hands over a record and waits for its turn.
import { once } from "node:events";
import { Kafka } from "kafkajs";
import type { Order } from "#kata";
import type { Analytics, Entry, Revenue, Rules } from "../windowed-analytics.ts";

const MINUTE = 60_000;

interface Arrived {
  partition: number;
  entry: Entry;
  record: { key: Buffer | null; value: Buffer | null };
}

/** What flows from the source to the windows: a record, and the watermark after it. */
interface Marked extends Arrived {
  watermark: number;
}

type Write = { to: "revenue"; result: Revenue } | { to: "late"; record: Arrived["record"] };

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  const { brokers, orders, partitions, revenue, late, group, signal } = analytics;
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 50 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topics: [orders], fromBeginning: true });

  const source = new Handover<Arrived>();
  const flow = (async () => {
    for await (const write of windows(watermarks(source, partitions, rules), rules)) {
      if (write.to === "late") await producer.send({ topic: late, messages: [write.record] });
      else await producer.send({ topic: revenue, messages: [record(write.result)] });
    }
  })();
  await consumer.run({
    eachMessage: async ({ partition, message: { key, value } }) => {
      await source.give({ partition, entry: JSON.parse(String(value)), record: { key, value } });
    },
  });
  if (!signal.aborted) await once(signal, "abort");
  await consumer.disconnect();
  source.end();
  await flow;
  await producer.disconnect();
}

/** Puts after each record the watermark of all partitions that are not idle. */
async function* watermarks(
  source: AsyncIterable<Arrived>,
  partitions: number,
  { delayMs }: Rules,
): AsyncGenerator<Marked> {
  const inputs = Array.from({ length: partitions }, () => ({ idle: false, latest: -Infinity }));
  let watermark = -Infinity;
  for await (const arrived of source) {
    const input = inputs[arrived.partition];
    if (!input) throw new Error(`there is no partition ${arrived.partition}`);
    input.idle = "idle" in arrived.entry;
    if ("occurredAt" in arrived.entry) input.latest = Math.max(input.latest, arrived.entry.occurredAt);
    const waitedFor = inputs.filter(({ idle }) => !idle);
    if (waitedFor.length > 0) {
      watermark = Math.max(watermark, Math.min(...waitedFor.map(({ latest }) => latest)) - delayMs - 1);
    }
    yield { ...arrived, watermark };
  }
}

async function* windows(
  marked: AsyncIterable<Marked>,
  { categories, latenessMs, earlyEvery }: Rules,
): AsyncGenerator<Write> {
  const minutes = new Map<string, Revenue & { told: boolean }>();
  let now = -Infinity;
  for await (const { entry, record, watermark } of marked) {
    if (!("idle" in entry)) {
      const start = Math.floor(entry.occurredAt / MINUTE) * MINUTE;
      const end = start + MINUTE;
      if (end - 1 + latenessMs <= now) yield { to: "late", record };
      else {
        for (const { category, cents } of sales(entry, categories)) {
          const id = `${category}/${start}`;
          const isLate = end - 1 <= now;
          const minute = minutes.get(id) ?? { category, start, end, timing: "early", sales: 0, cents: 0, told: isLate };
          minute.sales += 1;
          minute.cents += cents;
          minute.timing = isLate ? "late" : "early";
          minutes.set(id, minute);
          if (isLate || minute.sales % earlyEvery === 0) yield { to: "revenue", result: minute };
        }
      }
    }
    now = watermark;
    for (const [id, minute] of minutes) {
      if (minute.end - 1 > now) continue;
      if (!minute.told) yield { to: "revenue", result: Object.assign(minute, { told: true, timing: "on-time" }) };
      if (minute.end - 1 + latenessMs <= now) minutes.delete(id);
    }
  }
}

function* sales(order: Order, categories: Record<string, string>): Generator<{ category: string; cents: number }> {
  for (const { productId, quantity, unitPriceCents } of order.lines) {
    yield { category: categories[productId] ?? productId, cents: quantity * unitPriceCents };
  }
}

function record({ category, start, end, timing, sales, cents }: Revenue): { key: string; value: string } {
  return {
    key: JSON.stringify([category, start]),
    value: JSON.stringify({ category, start, end, timing, sales, cents }),
  };
}

/** Hands items from a callback to a loop, one at a time: `give` resolves when the loop asks for the next one. */
class Handover<T> implements AsyncIterable<T> {
  #offered: { item: T; done: () => void } | undefined;
  #ended = false;
  #wake: () => void = () => {};

  give(item: T): Promise<void> {
    return new Promise((done) => {
      this.#offered = { item, done };
      this.#wake();
    });
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const offered = this.#offered;
      this.#offered = undefined;
      if (offered) {
        yield offered.item;
        offered.done();
      } else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
