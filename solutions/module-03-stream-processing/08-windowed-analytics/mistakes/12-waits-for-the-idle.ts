// caught-by: REV-04
// You wait for a partition that said it is idle: one shop that is closed holds back the results of all others.
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override together(): number {
    return Math.min(...this.reached.values());
  }
}
