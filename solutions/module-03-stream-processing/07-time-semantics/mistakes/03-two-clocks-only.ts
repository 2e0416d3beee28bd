// caught-by: SEM-02
// You know two clocks only: what is not event time is processing time, and ingestion time is forgotten.
import type { Arrival, Clock, MinuteCount } from "../time-semantics.ts";

export { rerun, sameCounts } from "../time-semantics.ts";

export async function countPerMinute(arrivals: Arrival[], clock: Clock): Promise<MinuteCount[]> {
  const counts = new Map<number, number>();
  for (const arrival of arrivals) {
    const minute = Math.floor(timeOf(arrival, clock) / 60_000) * 60_000;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([minute, views]) => ({ minute, views })).sort((a, b) => a.minute - b.minute);
}

function timeOf({ eventTime, processedAt }: Arrival, clock: Clock): number {
  return clock === "event" ? eventTime : processedAt;
}
