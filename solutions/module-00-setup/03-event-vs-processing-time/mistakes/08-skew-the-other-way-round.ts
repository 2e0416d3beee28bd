// caught-by: EVT-04
// You subtract the arrival from the event: a late view gets a negative skew.
import type { Arrival, Skew } from "../event-vs-processing-time.ts";

export { countByEventTime, countByProcessingTime } from "../event-vs-processing-time.ts";

export async function skews(arrivals: Arrival[]): Promise<Skew[]> {
  return arrivals.map(({ eventId, occurredAt, arrivedAt }) => ({ eventId, skewMs: occurredAt - arrivedAt }));
}
