// caught-by: REV-01
// You take the record's own timestamp for the time of the order. It says when the order was sent to Kafka.
import type { KafkaMessage } from "kafkajs";
import { type Analytics, connectAndRun, type Entry, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Minutes(analytics.partitions, rules), entryOf);
}

function entryOf({ timestamp, value }: KafkaMessage): Entry {
  return { ...JSON.parse(String(value)), occurredAt: Number(timestamp) };
}
