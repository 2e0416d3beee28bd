// Sorts the times first, so that a minute's views stand side by side and only the last count is ever open.
import type { Arrival, MinuteCount, Skew } from "../event-vs-processing-time.ts";

export async function countByEventTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return runs(arrivals.map((one) => one.occurredAt));
}

export async function countByProcessingTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return runs(arrivals.map((one) => one.arrivedAt));
}

export async function skews(arrivals: Arrival[]): Promise<Skew[]> {
  const found: Skew[] = [];
  for (const { eventId, occurredAt, arrivedAt } of arrivals) found.push({ eventId, skewMs: arrivedAt - occurredAt });
  return found;
}

function runs(times: number[]): MinuteCount[] {
  const counts: MinuteCount[] = [];
  for (const time of times.sort((a, b) => a - b)) {
    const open = counts.at(-1);
    if (open && time < open.minute + 60_000) open.views += 1;
    else counts.push({ minute: Math.floor(time / 60_000) * 60_000, views: 1 });
  }
  return counts;
}
