// Compares two runs in one table: the first adds, the second takes away, and what is left over is a difference.
import type { Arrival, Clock, MinuteCount, Rerun } from "../time-semantics.ts";

const times: Record<Clock, (arrival: Arrival) => number> = {
  event: (arrival) => arrival.eventTime,
  ingestion: (arrival) => arrival.ingestedAt,
  processing: (arrival) => arrival.processedAt,
};

export async function countPerMinute(arrivals: Arrival[], clock: Clock): Promise<MinuteCount[]> {
  const table = new Map<number, number>();
  add(table, arrivals.map(times[clock]), 1);
  return [...table.keys()].sort((a, b) => a - b).map((minute) => ({ minute, views: table.get(minute) ?? 0 }));
}

export async function rerun(arrivals: Arrival[], { from, at }: Rerun): Promise<Arrival[]> {
  const again: Arrival[] = [];
  for (const { eventId, eventTime, ingestedAt } of arrivals) {
    again.push({ eventId, eventTime, ingestedAt: from === "source" ? at : ingestedAt, processedAt: at });
  }
  return again;
}

export async function sameCounts(first: Arrival[], second: Arrival[]): Promise<Clock[]> {
  const clocks: Clock[] = ["event", "ingestion", "processing"];
  return clocks.filter((clock) => {
    const table = new Map<number, number>();
    add(table, first.map(times[clock]), 1);
    add(table, second.map(times[clock]), -1);
    return [...table.values()].every((difference) => difference === 0);
  });
}

/** The remainder can be negative in JavaScript, so a minute is added before it is taken again. */
function add(table: Map<number, number>, found: number[], by: number): void {
  for (const time of found) {
    const minute = time - (((time % 60_000) + 60_000) % 60_000);
    table.set(minute, (table.get(minute) ?? 0) + by);
  }
}
