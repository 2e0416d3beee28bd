// caught-by: SES-05
// You look at a key's newest session only: an event that comes out of order can belong to an older one as well.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  const closed: WindowResult[] = [];
  const newest = new Map<string, WindowResult>();
  for await (const { key, time, value } of events) {
    const open = newest.get(key);
    if (open && open.start <= time + gapMs && time <= open.end) {
      open.start = Math.min(open.start, time);
      open.end = Math.max(open.end, time + gapMs);
      open.count += 1;
      open.sum += value;
    } else {
      if (open) closed.push(open);
      newest.set(key, { key, start: time, end: time + gapMs, count: 1, sum: value });
    }
  }
  return [...closed, ...newest.values()];
}
