// caught-by: REV-01
// You count a whole order for the category of its first line: the other lines are sales of other categories.
import type { Order, OrderLine } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override count(order: Order, line: OrderLine): Revenue[] {
    if (line !== order.lines[0]) return [];
    return super.count(order, { ...line, quantity: 1, unitPriceCents: order.totalCents });
  }
}
