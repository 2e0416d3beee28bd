// caught-by: REV-01
// You count an order of 12:01:00 in the minute before it: 12:00 ends a millisecond earlier.
import type { Order } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

const MINUTE = 60_000;

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override start({ occurredAt }: Order): number {
    return (Math.ceil(occurredAt / MINUTE) - 1) * MINUTE;
  }
}
