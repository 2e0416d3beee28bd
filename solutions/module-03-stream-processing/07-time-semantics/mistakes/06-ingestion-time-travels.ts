// caught-by: SEM-04
// You take ingestion time for a property of the event: sent to a new log, the event is stored at a new time.
import type { Arrival, Rerun } from "../time-semantics.ts";

export { countPerMinute, sameCounts } from "../time-semantics.ts";

export async function rerun(arrivals: Arrival[], { at }: Rerun): Promise<Arrival[]> {
  return arrivals.map((arrival) => ({ ...arrival, processedAt: at }));
}
