// caught-by: REV-07
// You count an order however late it comes: its minute is forgotten by then, and begins anew with this order alone.
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override tooLate(): boolean {
    return false;
  }
}
