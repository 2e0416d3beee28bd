import { type Consumer, Kafka, type KafkaMessage } from "kafkajs";
import type { Order, OrderLine } from "#kata";

export interface Analytics {
  brokers: string[];
  orders: string;
  partitions: number;
  revenue: string;
  late: string;
  group: string;
  signal: AbortSignal;
}

export type Entry = Order | { idle: true };

export interface Rules {
  categories: Record<string, string>;
  delayMs: number;
  latenessMs: number;
  earlyEvery: number;
}

export interface Revenue {
  category: string;
  start: number;
  end: number;
  timing: "early" | "on-time" | "late";
  sales: number;
  cents: number;
}

const MINUTE = 60_000;

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Minutes(analytics.partitions, rules));
}

/** What an entry leads to: results that are due, and whether it was an order that came too late to count. */
export interface Outcome {
  results: Revenue[];
  tooLate: boolean;
}

/** How far event time has come, and the minutes that can still change. Knows nothing of Kafka but partition numbers. */
export class Minutes {
  readonly rules: Rules;
  /** The watermark of every partition, and the partitions that are not waited for. */
  readonly reached: Map<number, number>;
  readonly idle = new Set<number>();
  watermark = -Infinity;
  /** By category and start; kept until a minute can change no more. */
  readonly open = new Map<string, Revenue>();

  constructor(partitions: number, rules: Rules) {
    this.rules = rules;
    this.reached = new Map(Array.from({ length: partitions }, (_, partition) => [partition, -Infinity]));
  }

  take(partition: number, entry: Entry): Outcome {
    if ("idle" in entry) {
      this.idle.add(partition);
      return { results: this.rise(), tooLate: false };
    }
    const tooLate = this.tooLate(entry);
    const counted = tooLate ? [] : entry.lines.flatMap((line) => this.count(entry, line));
    this.idle.delete(partition);
    this.reached.set(partition, Math.max(this.reached.get(partition) ?? -Infinity, this.expected(entry)));
    return { results: [...counted, ...this.rise()], tooLate };
  }

  /** Up to which time nothing more is expected after an order, in its partition. */
  expected({ occurredAt }: Order): number {
    return occurredAt - this.rules.delayMs - 1;
  }

  start({ occurredAt }: Order): number {
    return Math.floor(occurredAt / MINUTE) * MINUTE;
  }

  /** Whether the watermark has reached the last millisecond before this time. */
  complete(end: number): boolean {
    return end - 1 <= this.watermark;
  }

  tooLate(order: Order): boolean {
    return this.complete(this.start(order) + MINUTE + this.rules.latenessMs);
  }

  /** Counts a sale; a result if one is due at once. */
  count(order: Order, { productId, quantity, unitPriceCents }: OrderLine): Revenue[] {
    const category = this.rules.categories[productId] ?? "unknown";
    const start = this.start(order);
    const none: Revenue = { category, start, end: start + MINUTE, timing: "early", sales: 0, cents: 0 };
    const { sales, cents } = this.open.get(this.id(none)) ?? none;
    const minute = { ...none, sales: sales + 1, cents: cents + quantity * unitPriceCents };
    this.open.set(this.id(minute), minute);
    return this.due(minute);
  }

  due(minute: Revenue): Revenue[] {
    if (this.complete(minute.end)) return [{ ...minute, timing: "late" }];
    return minute.sales % this.rules.earlyEvery === 0 ? [minute] : [];
  }

  /** What all partitions together have reached: the smallest of those that are waited for. */
  together(): number {
    const active = [...this.reached].filter(([partition]) => !this.idle.has(partition));
    return active.length === 0 ? -Infinity : Math.min(...active.map(([, watermark]) => watermark));
  }

  /** Raises the watermark if it may; answers the minutes that this completes, and forgets those that are over. */
  rise(): Revenue[] {
    const before = this.watermark;
    this.watermark = Math.max(before, this.together());
    const completed = [...this.open.values()].filter(({ end }) => end - 1 > before && this.complete(end));
    for (const [id, { end }] of this.open) if (this.complete(end + this.rules.latenessMs)) this.open.delete(id);
    return completed.map((minute) => ({ ...minute, timing: "on-time" }));
  }

  id({ category, start }: Revenue): string {
    return `${category} ${start}`;
  }

  /** The key of a result's record: one for each category and minute, so that a newer result takes the older one's place. */
  key(result: Revenue): string {
    return this.id(result);
  }
}

/** Reads the orders, and writes what each of them leads to before the next is taken. */
export async function connectAndRun(analytics: Analytics, minutes: Minutes, read = entryOf): Promise<void> {
  const { brokers, orders, revenue, late, group, signal } = analytics;
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await Promise.all([producer.connect(), consumer.connect()]);
  try {
    await consumer.subscribe({ topic: orders, fromBeginning: true });
    await consumer.run({
      autoCommit: false, // the minutes are in memory only: a new start has to read their orders again
      eachMessage: async ({ partition, message }) => {
        const { key, value } = message;
        const { results, tooLate } = minutes.take(partition, read(message));
        const messages = results.map((result) => ({ key: minutes.key(result), value: JSON.stringify(result) }));
        if (messages.length > 0) await producer.send({ topic: revenue, messages });
        if (tooLate) await producer.send({ topic: late, messages: [{ key, value }] });
      },
    });
    await untilTold(signal, consumer);
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}

function entryOf({ value }: KafkaMessage): Entry {
  return JSON.parse(String(value));
}

/** Resolves when the signal is aborted; rejects with what ended the consumer, should that come first. */
function untilTold(signal: AbortSignal, consumer: Consumer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) reject(payload.error);
    });
  });
}
