// caught-by: REV-06
// You set aside every order of a complete minute, also those that come while the minute can still change.
import type { Order } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

const MINUTE = 60_000;

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override tooLate(order: Order): boolean {
    return this.complete(this.start(order) + MINUTE);
  }
}
