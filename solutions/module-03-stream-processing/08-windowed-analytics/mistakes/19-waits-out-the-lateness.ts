// caught-by: REV-06
// You add the lateness to the delay. It is no reason to wait: a minute is told on time, and corrected if need be.
import type { Order } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override expected({ occurredAt }: Order): number {
    return occurredAt - this.rules.delayMs - this.rules.latenessMs - 1;
  }
}
