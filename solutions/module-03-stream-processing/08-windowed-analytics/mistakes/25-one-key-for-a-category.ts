// caught-by: REV-08
// You give all minutes of a category one key: whoever keeps the newest of each key has one minute left.
// varies: what an early result holds depends on which partition is read first.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override key({ category }: Revenue): string {
    return category;
  }
}
