// caught-by: REV-03
// You go by the partition that is furthest on: what the slower ones still deliver comes too late.
// varies: what is late depends on which partition is read first.
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override together(): number {
    return Math.max(...this.reached.values());
  }
}
