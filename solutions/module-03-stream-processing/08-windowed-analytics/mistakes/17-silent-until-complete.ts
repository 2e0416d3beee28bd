// caught-by: REV-05
// You tell nothing until the minute is complete: the screen is a minute and a delay behind what the shop sells.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override due(minute: Revenue): Revenue[] {
    return this.complete(minute.end) ? super.due(minute) : [];
  }
}
