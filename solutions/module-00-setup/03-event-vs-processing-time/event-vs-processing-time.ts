export interface Arrival {
  eventId: string;
  occurredAt: number;
  arrivedAt: number;
}

export interface MinuteCount {
  minute: number;
  views: number;
}

export interface Skew {
  eventId: string;
  skewMs: number;
}

const MINUTE = 60_000;

export async function countByEventTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return perMinute(arrivals.map(({ occurredAt }) => occurredAt));
}

export async function countByProcessingTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  return perMinute(arrivals.map(({ arrivedAt }) => arrivedAt));
}

export async function skews(arrivals: Arrival[]): Promise<Skew[]> {
  return arrivals.map(({ eventId, occurredAt, arrivedAt }) => ({ eventId, skewMs: arrivedAt - occurredAt }));
}

function perMinute(times: number[]): MinuteCount[] {
  const counts = new Map<number, number>();
  for (const time of times) {
    const minute = Math.floor(time / MINUTE) * MINUTE;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([minute, views]) => ({ minute, views })).sort((a, b) => a.minute - b.minute);
}
