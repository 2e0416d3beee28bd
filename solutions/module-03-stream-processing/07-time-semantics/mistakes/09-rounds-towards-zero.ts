// caught-by: SEM-06
// You cut off towards zero (Math.trunc, | 0): before 1970 that goes forward in time, and two minutes fall into one.
import type { Arrival, Clock, MinuteCount } from "../time-semantics.ts";

export { rerun, sameCounts } from "../time-semantics.ts";

export async function countPerMinute(arrivals: Arrival[], clock: Clock): Promise<MinuteCount[]> {
  const counts = new Map<number, number>();
  for (const arrival of arrivals) {
    const minute = Math.trunc(timeOf(arrival, clock) / 60_000) * 60_000;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([minute, views]) => ({ minute, views })).sort((a, b) => a.minute - b.minute);
}

function timeOf({ eventTime, ingestedAt, processedAt }: Arrival, clock: Clock): number {
  if (clock === "event") return eventTime;
  return clock === "ingestion" ? ingestedAt : processedAt;
}
