// caught-by: REV-02
// You complete a minute a millisecond too soon: an order exactly the delay behind the latest may still come.
import type { Order } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override expected({ occurredAt }: Order): number {
    return occurredAt - this.rules.delayMs;
  }
}
