// caught-by: SEM-05
// You call ingestion time reproducible: it is after a replay of the log, and not once the views are in a new one.
import type { Arrival, Clock } from "../time-semantics.ts";

export { countPerMinute, rerun } from "../time-semantics.ts";

export async function sameCounts(first: Arrival[], second: Arrival[]): Promise<Clock[]> {
  const minutes = (run: Arrival[]) => String(run.map(({ processedAt }) => Math.floor(processedAt / 60_000)).sort());
  return minutes(first) === minutes(second) ? ["event", "ingestion", "processing"] : ["event", "ingestion"];
}
