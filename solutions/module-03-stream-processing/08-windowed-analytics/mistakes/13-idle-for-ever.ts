// caught-by: REV-04
// You take idle for finished: a partition that has orders again is still left out.
import { type Analytics, connectAndRun, type Entry, Minutes, type Outcome, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  readonly finished = new Set<number>();

  override take(partition: number, entry: Entry): Outcome {
    if ("idle" in entry) this.finished.add(partition);
    return super.take(partition, entry);
  }

  override together(): number {
    const active = [...this.reached].filter(([partition]) => !this.finished.has(partition));
    return active.length === 0 ? -Infinity : Math.min(...active.map(([, watermark]) => watermark));
  }
}
