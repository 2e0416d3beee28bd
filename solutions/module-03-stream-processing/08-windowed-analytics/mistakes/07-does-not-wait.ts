// caught-by: REV-02
// You take the latest order for the watermark: a minute is told before the orders that are on their way are there.
import type { Order } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override expected({ occurredAt }: Order): number {
    return occurredAt - 1;
  }
}
