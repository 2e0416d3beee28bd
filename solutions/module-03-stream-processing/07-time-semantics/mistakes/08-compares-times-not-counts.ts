// caught-by: SEM-05
// You compare the runs view by view: other times can give the same counts, and so can another order.
import type { Arrival, Clock } from "../time-semantics.ts";

export { countPerMinute, rerun } from "../time-semantics.ts";

export async function sameCounts(first: Arrival[], second: Arrival[]): Promise<Clock[]> {
  const same = (time: (arrival: Arrival) => number) => String(first.map(time)) === String(second.map(time));
  const clocks: Clock[] = [];
  if (same(({ eventTime }) => eventTime)) clocks.push("event");
  if (same(({ ingestedAt }) => ingestedAt)) clocks.push("ingestion");
  if (same(({ processedAt }) => processedAt)) clocks.push("processing");
  return clocks;
}
