// caught-by: REV-04
// You take the minimum of no partition at all, which is Infinity: when all are idle, every minute there is is complete.
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override together(): number {
    const active = [...this.reached].filter(([partition]) => !this.idle.has(partition));
    return Math.min(...active.map(([, watermark]) => watermark));
  }
}
