// caught-by: REV-07
// You skip an order that comes too late. It is in no result and on no topic, and nobody will miss it.
import { type Analytics, connectAndRun, type Entry, Minutes, type Outcome, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override take(partition: number, entry: Entry): Outcome {
    return { ...super.take(partition, entry), tooLate: false };
  }
}
