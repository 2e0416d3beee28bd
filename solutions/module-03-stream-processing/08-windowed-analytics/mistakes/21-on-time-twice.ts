// caught-by: REV-06
// You call a correction on-time. Whoever bills by the result on time does so twice.
import { type Analytics, connectAndRun, Minutes, type Revenue, type Rules } from "../windowed-analytics.ts";

export async function revenuePerMinute(analytics: Analytics, rules: Rules): Promise<void> {
  await connectAndRun(analytics, new Mistaken(analytics.partitions, rules));
}

class Mistaken extends Minutes {
  override due(minute: Revenue): Revenue[] {
    return super.due(minute).map((result) => ({ ...result, timing: result.timing === "late" ? "on-time" : "early" }));
  }
}
