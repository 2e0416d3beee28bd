// caught-by: REV-03
// You take the smallest of the partitions that have had an order: one that has not may still deliver anything.
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override together(): number {
    const known = [...this.reached].filter(
      ([partition, watermark]) => watermark > -Infinity && !this.idle.has(partition),
    );
    return known.length === 0 ? -Infinity : Math.min(...known.map(([, watermark]) => watermark));
  }
}
