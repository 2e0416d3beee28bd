// caught-by: REV-03
// You add up each partition on its own: two results of one minute, and each takes the place of the other.
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
  partition = 0;

  override take(partition: number, entry: Entry): Outcome {
    this.partition = partition;
    return super.take(partition, entry);
  }

  override id({ category, start }: Revenue): string {
    return `${category} ${start} ${this.partition}`;
  }

  override key({ category, start }: Revenue): string {
    return `${category} ${start}`;
  }
}
