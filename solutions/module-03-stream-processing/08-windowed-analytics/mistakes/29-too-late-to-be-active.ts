// caught-by: REV-04
// You set an order aside and leave its partition idle, but an order that is too late is an order: its partition is active again.
import { type Analytics, connectAndRun, type Entry, Minutes, type Outcome, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override take(partition: number, entry: Entry): Outcome {
    if ("lines" in entry && this.tooLate(entry)) return { results: [], tooLate: true };
    return super.take(partition, entry);
  }
}
