// caught-by: REV-02
// You wait until the watermark is at the end of the minute. The end is not in it: at end - 1 it is complete.
import { type Analytics, connectAndRun, Minutes, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override complete(end: number): boolean {
    return end <= this.watermark;
  }
}
