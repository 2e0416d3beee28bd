// caught-by: REV-04
// You let the watermark fall when a partition comes back: a minute that was told is open again, and told twice.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override rise(): Revenue[] {
    const smallest = this.together();
    if (smallest > -Infinity) this.watermark = Math.min(this.watermark, smallest);
    return super.rise();
  }
}
