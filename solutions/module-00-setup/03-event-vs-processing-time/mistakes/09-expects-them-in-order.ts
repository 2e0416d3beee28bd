// caught-by: EVT-06
// You close a minute as soon as a view of another minute comes: a view that comes late opens its minute a second time.
import type { Arrival, MinuteCount } from "../event-vs-processing-time.ts";

export { skews } from "../event-vs-processing-time.ts";

export async function countByEventTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return perMinute(arrivals.map(({ occurredAt }) => occurredAt));
}

export async function countByProcessingTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return perMinute(arrivals.map(({ arrivedAt }) => arrivedAt));
}

function perMinute(times: number[]): MinuteCount[] {
  const counts: MinuteCount[] = [];
  for (const time of times) {
    const minute = Math.floor(time / 60_000) * 60_000;
    const open = counts.at(-1);
    if (open?.minute === minute) open.views += 1;
    else counts.push({ minute, views: 1 });
  }
  return counts.sort((a, b) => a.minute - b.minute);
}
