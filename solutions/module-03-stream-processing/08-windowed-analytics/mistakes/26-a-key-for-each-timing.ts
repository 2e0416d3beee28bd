// caught-by: REV-08
// You give early and on-time results keys of their own: the early one stays beside the result that should replace it.
// varies: what an early result holds depends on which partition is read first.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override key(result: Revenue): string {
    return `${this.id(result)} ${result.timing}`;
  }
}
