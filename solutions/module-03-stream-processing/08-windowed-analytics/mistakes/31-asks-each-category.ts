// caught-by: REV-07
// You ask of each category whether its minute is over: one without a sale until then begins with an order that is too late.
import type { Order, OrderLine } from "#kata";
import {
  type Analytics,
  connectAndRun,
  type Entry,
  Minutes,
  type Outcome,
  type Revenue,
  type Rules,
} from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  /** The categories' minutes that can change no more; what had no sale is not among them. */
  readonly over = new Set<string>();

  override take(partition: number, entry: Entry): Outcome {
    const tooLate = "lines" in entry && entry.lines.some((line) => this.isOver(entry, line));
    return { ...super.take(partition, entry), tooLate };
  }

  override tooLate(): boolean {
    return false;
  }

  override count(order: Order, line: OrderLine): Revenue[] {
    return this.isOver(order, line) ? [] : super.count(order, line);
  }

  override rise(): Revenue[] {
    const before = [...this.open.keys()];
    const completed = super.rise();
    for (const id of before) if (!this.open.has(id)) this.over.add(id);
    return completed;
  }

  isOver(order: Order, { productId }: OrderLine): boolean {
    return this.over.has(`${this.rules.categories[productId]} ${this.start(order)}`);
  }
}
