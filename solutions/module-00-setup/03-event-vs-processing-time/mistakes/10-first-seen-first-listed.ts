// caught-by: EVT-06
// You list the minutes in the order in which they were first seen: a view that comes late puts an early minute at the end.
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
    const minute = Math.floor(time / 60_000) * 60_000;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([minute, views]) => ({ minute, views }));
}
