// caught-by: REV-02
// You work the watermark out from the order that came last: one out of order takes it back, and a minute is told twice.
import {
  type Analytics,
  connectAndRun,
  type Entry,
  Minutes,
  type Outcome,
  type Revenue,
  type Rules,
} from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override take(partition: number, entry: Entry): Outcome {
    this.reached.set(partition, -Infinity);
    return super.take(partition, entry);
  }

  override rise(): Revenue[] {
    if (this.together() < this.watermark) this.watermark = this.together();
    return super.rise();
  }
}
