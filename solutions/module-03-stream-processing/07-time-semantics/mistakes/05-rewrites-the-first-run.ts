// caught-by: SEM-03
// You change the arrivals you were given: the first run is then no longer there to compare with.
import type { Arrival, Rerun } from "../time-semantics.ts";

export { countPerMinute, sameCounts } from "../time-semantics.ts";

export async function rerun(arrivals: Arrival[], { from, at }: Rerun): Promise<Arrival[]> {
  for (const arrival of arrivals) {
    arrival.processedAt = at;
    if (from === "source") arrival.ingestedAt = at;
  }
  return arrivals;
}
