// caught-by: REV-01
// You put an order into the minute the stream has come to, not into the minute in which it was placed.
import type { Order } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

const MINUTE = 60_000;

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  latest = -Infinity;

  override start({ occurredAt }: Order): number {
    this.latest = Math.max(this.latest, occurredAt);
    return Math.floor(this.latest / MINUTE) * MINUTE;
  }
}
