// caught-by: SEM-01
// You sort the minutes as text, which is what sort() does on its own: 180000 comes before 60000.
import type { Arrival, Clock, MinuteCount } from "../time-semantics.ts";

export { rerun, sameCounts } from "../time-semantics.ts";

export async function countPerMinute(arrivals: Arrival[], clock: Clock): Promise<MinuteCount[]> {
  const counts = new Map<number, number>();
  for (const arrival of arrivals) {
    const minute = Math.floor(timeOf(arrival, clock) / 60_000) * 60_000;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts]
    .map(([minute, views]) => ({ minute, views }))
    .sort((a, b) => (String(a.minute) < String(b.minute) ? -1 : 1));
}

function timeOf({ eventTime, ingestedAt, processedAt }: Arrival, clock: Clock): number {
  if (clock === "event") return eventTime;
  return clock === "ingestion" ? ingestedAt : processedAt;
}
