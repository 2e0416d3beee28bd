// caught-by: REV-05
// You look once for each order whether a result is due, but two of its lines can be sales of one category.
import type { Order, OrderLine } from "#kata";
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override count(order: Order, line: OrderLine): Revenue[] {
    const results = super.count(order, line);
    const category = ({ productId }: OrderLine) => this.rules.categories[productId];
    const last = order.lines.findLast((other) => category(other) === category(line));
    return line === last ? results : [];
  }
}
