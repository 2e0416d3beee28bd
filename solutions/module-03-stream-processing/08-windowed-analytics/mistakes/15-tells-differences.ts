// caught-by: REV-05
// You tell what was sold since the last result. Whoever replaces the old result by the new one loses what was before.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  readonly told = new Map<string, Revenue>();

  override due(minute: Revenue): Revenue[] {
    return super.due(minute).map((result) => this.since(result));
  }

  override rise(): Revenue[] {
    return super.rise().map((result) => this.since(result));
  }

  since(result: Revenue): Revenue {
    const before = this.told.get(this.id(result)) ?? { sales: 0, cents: 0 };
    this.told.set(this.id(result), result);
    return { ...result, sales: result.sales - before.sales, cents: result.cents - before.cents };
  }
}
