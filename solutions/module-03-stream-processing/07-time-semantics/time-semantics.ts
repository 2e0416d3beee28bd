export interface Arrival {
  eventId: string;
  eventTime: number;
  ingestedAt: number;
  processedAt: number;
}

export type Clock = "event" | "ingestion" | "processing";

export interface MinuteCount {
  minute: number;
  views: number;
}

export interface Rerun {
  from: "log" | "source";
  at: number;
}

const MINUTE = 60_000;
const FIELD = { event: "eventTime", ingestion: "ingestedAt", processing: "processedAt" } as const;

export async function countPerMinute(arrivals: Arrival[], clock: Clock): Promise<MinuteCount[]> {
  const counts = new Map<number, number>();
  for (const arrival of arrivals) {
    const minute = Math.floor(arrival[FIELD[clock]] / MINUTE) * MINUTE;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([minute, views]) => ({ minute, views })).sort((a, b) => a.minute - b.minute);
}

export async function rerun(arrivals: Arrival[], { from, at }: Rerun): Promise<Arrival[]> {
  return arrivals.map((arrival) => ({
    ...arrival,
    ingestedAt: from === "log" ? arrival.ingestedAt : at,
    processedAt: at,
  }));
}

export async function sameCounts(first: Arrival[], second: Arrival[]): Promise<Clock[]> {
  const same: Clock[] = [];
  for (const clock of ["event", "ingestion", "processing"] as const) {
    const counts = await Promise.all([first, second].map((run) => countPerMinute(run, clock)));
    const [one, other] = counts.map((count) => JSON.stringify(count));
    if (one === other) same.push(clock);
  }
  return same;
}
