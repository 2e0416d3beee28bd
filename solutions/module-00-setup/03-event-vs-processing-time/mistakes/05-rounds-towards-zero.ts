// caught-by: EVT-05
// You cut off towards zero (Math.trunc, | 0): before 1970 that goes forward in time, and two minutes fall into one.
import type { Arrival, MinuteCount } from "../event-vs-processing-time.ts";

export { skews } from "../event-vs-processing-time.ts";

export async function countByEventTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return perMinute(arrivals.map(({ occurredAt }) => occurredAt));
}

export async function countByProcessingTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return perMinute(arrivals.map(({ arrivedAt }) => arrivedAt));
}

function perMinute(times: number[]): MinuteCount[] {
  const counts = new Map<number, number>();
  for (const time of times) {
    const minute = Math.trunc(time / 60_000) * 60_000;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([minute, views]) => ({ minute, views })).sort((a, b) => a.minute - b.minute);
}
