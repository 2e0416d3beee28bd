// caught-by: SEM-05
// You go through the minutes of the first run only: one that the second run alone has goes unnoticed.
import { type Arrival, type Clock, countPerMinute } from "../time-semantics.ts";

export { countPerMinute, rerun } from "../time-semantics.ts";

export async function sameCounts(first: Arrival[], second: Arrival[]): Promise<Clock[]> {
  const same: Clock[] = [];
  for (const clock of ["event", "ingestion", "processing"] as const) {
    const other = new Map((await countPerMinute(second, clock)).map(({ minute, views }) => [minute, views]));
    const counts = await countPerMinute(first, clock);
    if (counts.every(({ minute, views }) => other.get(minute) === views)) same.push(clock);
  }
  return same;
}
