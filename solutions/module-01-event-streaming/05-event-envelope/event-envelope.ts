import { type Consumer, Kafka } from "kafkajs";
import type { Order } from "#kata";

export type Reason = "not-json" | "unknown-version" | "invalid";

export type Reading = { order: Order } | { reason: Reason };

export function readOrder(text: string | null): Reading {
  const event = parse(text);
  if (event === undefined) return { reason: "not-json" };
  if (!isObject(event)) return { reason: "invalid" };
  if (event.version !== 1) return { reason: "unknown-version" };
  return isOrder(event) ? { order: event } : { reason: "invalid" };
}

/** The parsed text; undefined, which no JSON text means, where it is not JSON. */
function parse(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOrder(event: object): event is Order {
  const { eventId, orderId, customerId, occurredAt, totalCents, lines }: Partial<Order> = event;
  const texts = [eventId, orderId, customerId].every((id) => typeof id === "string" && id !== "");
  const counts = [occurredAt, totalCents].every((n) => typeof n === "number" && Number.isInteger(n) && n >= 0);
  return texts && counts && Array.isArray(lines) && lines.length > 0;
}

export interface Intake {
  brokers: string[];
  orders: string;
  quarantine: string;
  group: string;
  signal: AbortSignal;
}

export async function ingestOrders(
  { brokers, orders, quarantine, group, signal }: Intake,
  accept: (order: Order) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await Promise.all([producer.connect(), consumer.connect()]);
  try {
    await consumer.subscribe({ topic: orders, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, partition, message: { key, value, offset } }) => {
        const reading = readOrder(value?.toString() ?? null);
        if ("order" in reading) return accept(reading.order);
        const headers = { reason: reading.reason, topic, partition: String(partition), offset };
        await producer.send({ topic: quarantine, messages: [{ key, value, headers }] });
      },
    });
    await untilTold(signal, consumer);
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
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
