// caught-by: REV-05
// You give an early result after every so many sales of the shop, not of the category.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  sales = 0;

  override due(minute: Revenue): Revenue[] {
    if (this.complete(minute.end)) return super.due(minute);
    this.sales += 1;
    return this.sales % this.rules.earlyEvery === 0 ? [minute] : [];
  }
}
