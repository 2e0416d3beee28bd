// The rules of an order as a table, and a batch at a time: first everything is read, then it is dealt with in order.
import { Kafka, type KafkaMessage } from "kafkajs";
import type { Order } from "#kata";
import type { Intake, Reading } from "../event-envelope.ts";

const RULES: Record<string, (value: unknown) => boolean> = {
  eventId: isId,
  orderId: isId,
  customerId: isId,
  occurredAt: isCount,
  totalCents: isCount,
  lines: (value) => Array.isArray(value) && value.length > 0,
};

export function readOrder(text: string | null): Reading {
  try {
    const event = JSON.parse(text ?? "");
    if (event === null || typeof event !== "object" || Array.isArray(event)) return { reason: "invalid" };
    if (event.version !== 1) return { reason: "unknown-version" };
    const broken = Object.entries(RULES).some(([field, holds]) => !holds(event[field]));
    return broken ? { reason: "invalid" } : { order: event };
  } catch {
    return { reason: "not-json" };
  }
}

function isId(value: unknown): boolean {
  return typeof value === "string" && value.length > 0;
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

export async function ingestOrders(
  { brokers, orders, quarantine, group, signal }: Intake,
  accept: (order: Order) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ brokers });
  const producer = kafka.producer({ maxInFlightRequests: 1 });
  await producer.connect();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [orders], fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch: { topic, partition, messages }, resolveOffset, heartbeat }) => {
      const read = messages.map((message) => ({ message, reading: readOrder(textOf(message)) }));
      for (const { message, reading } of read) {
        if ("order" in reading) await accept(reading.order);
        else {
          const headers = { reason: reading.reason, topic, partition: `${partition}`, offset: message.offset };
          const { key, value } = message;
          await producer.send({ topic: quarantine, acks: -1, messages: [{ key, value, headers }] });
        }
        resolveOffset(message.offset);
        await heartbeat();
      }
    },
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await consumer.disconnect();
  await producer.disconnect();
}

function textOf({ value }: KafkaMessage): string | null {
  return value === null ? null : value.toString("utf8");
}
