// Sorts the minutes first; two runs agree if their sorted lists of minutes are equal, without any counting.
import type { Arrival, Clock, MinuteCount, Rerun } from "../time-semantics.ts";

export async function countPerMinute(arrivals: Arrival[], clock: Clock): Promise<MinuteCount[]> {
  const counts: MinuteCount[] = [];
  for (const minute of minutes(arrivals, clock)) {
    const open = counts.at(-1);
    if (open?.minute === minute) open.views += 1;
    else counts.push({ minute, views: 1 });
  }
  return counts;
}

export async function rerun(arrivals: Arrival[], { from, at }: Rerun): Promise<Arrival[]> {
  const anew = from === "log" ? { processedAt: at } : { ingestedAt: at, processedAt: at };
  return arrivals.map((arrival) => Object.assign({}, arrival, anew));
}

export async function sameCounts(first: Arrival[], second: Arrival[]): Promise<Clock[]> {
  const clocks: Clock[] = ["event", "ingestion", "processing"];
  return clocks.filter((clock) => String(minutes(first, clock)) === String(minutes(second, clock)));
}

function minutes(arrivals: Arrival[], clock: Clock): number[] {
  return arrivals.map((arrival) => Math.floor(time(arrival, clock) / 60_000) * 60_000).sort((a, b) => a - b);
}

function time({ eventTime, ingestedAt, processedAt }: Arrival, clock: Clock): number {
  if (clock === "event") return eventTime;
  return clock === "ingestion" ? ingestedAt : processedAt;
}
