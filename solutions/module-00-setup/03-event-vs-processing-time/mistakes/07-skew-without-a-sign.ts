// caught-by: EVT-04
// You drop the sign: a phone whose clock is ahead then looks like a phone whose view came late.
import type { Arrival, Skew } from "../event-vs-processing-time.ts";

export { countByEventTime, countByProcessingTime } from "../event-vs-processing-time.ts";

export async function skews(arrivals: Arrival[]): Promise<Skew[]> {
  return arrivals.map(({ eventId, occurredAt, arrivedAt }) => ({ eventId, skewMs: Math.abs(arrivedAt - occurredAt) }));
}
