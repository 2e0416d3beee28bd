// caught-by: REV-08
// You tell one complete result for each step of the watermark, but a step can complete many, and the others never come.
// varies: what it has told when time runs out depends on how far the watermark came in each step.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override rise(): Revenue[] {
    return super.rise().slice(0, 1);
  }
}
