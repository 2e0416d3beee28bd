// caught-by: EVT-03
// You let a minute end with the first millisecond of the next one: [12:00, 12:01) holds 12:00:00.000 and not 12:01:00.000.
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
    const minute = (Math.ceil(time / 60_000) - 1) * 60_000;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([minute, views]) => ({ minute, views })).sort((a, b) => a.minute - b.minute);
}
