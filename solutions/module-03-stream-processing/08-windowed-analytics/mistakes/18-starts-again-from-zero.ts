// caught-by: REV-06
// You forget a minute when it is complete: a late order then counts from zero, and its result replaces the right one.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override rise(): Revenue[] {
    const completed = super.rise();
    for (const [id, { end }] of this.open) if (this.complete(end)) this.open.delete(id);
    return completed;
  }
}
