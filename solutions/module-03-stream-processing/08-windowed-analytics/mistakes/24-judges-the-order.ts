// caught-by: REV-07
// You compare the time of the order with the watermark. Its minute decides: as long as it can change, the order counts.
import type { Order } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override tooLate({ occurredAt }: Order): boolean {
    return occurredAt + this.rules.latenessMs <= this.watermark;
  }
}
