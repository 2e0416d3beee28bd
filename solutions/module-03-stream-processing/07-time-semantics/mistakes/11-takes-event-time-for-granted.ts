// caught-by: SEM-05
// You list event time without counting: a second run that sees another view gives another count by every clock.
import { type Arrival, type Clock, countPerMinute } from "../time-semantics.ts";

export { countPerMinute, rerun } from "../time-semantics.ts";

export async function sameCounts(first: Arrival[], second: Arrival[]): Promise<Clock[]> {
  const same: Clock[] = ["event"];
  for (const clock of ["ingestion", "processing"] as const) {
    const [one, other] = await Promise.all([first, second].map((run) => countPerMinute(run, clock)));
    if (JSON.stringify(one) === JSON.stringify(other)) same.push(clock);
  }
  return same;
}
