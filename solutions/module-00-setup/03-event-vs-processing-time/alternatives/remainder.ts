// Takes the remainder off the time; in JavaScript it can be negative, so a minute is added before the second one.
import type { Arrival, MinuteCount, Skew } from "../event-vs-processing-time.ts";

export async function countByEventTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return arrivals.reduce((counts, { occurredAt }) => counted(counts, occurredAt), [] as MinuteCount[]);
}

export async function countByProcessingTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return arrivals.reduce((counts, { arrivedAt }) => counted(counts, arrivedAt), [] as MinuteCount[]);
}

export async function skews(arrivals: Arrival[]): Promise<Skew[]> {
  return arrivals.map((one) => ({ eventId: one.eventId, skewMs: one.arrivedAt - one.occurredAt }));
}

/** The counts with one more; they stay in order because each new minute is put into its place. */
function counted(counts: MinuteCount[], time: number): MinuteCount[] {
  const minute = time - (((time % 60_000) + 60_000) % 60_000);
  const at = counts.findIndex((count) => count.minute >= minute);
  const found = counts[at];
  if (found?.minute === minute) found.views += 1;
  else counts.splice(at < 0 ? counts.length : at, 0, { minute, views: 1 });
  return counts;
}
