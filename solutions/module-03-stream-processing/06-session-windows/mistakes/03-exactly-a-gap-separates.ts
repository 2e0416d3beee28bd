// caught-by: SES-02
// You separate events that are exactly a gap apart, but [0,30) and [30,60) touch, and what touches is one session.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  const sessions = new Map<string, WindowResult[]>();
  for await (const { key, time, value } of events) {
    const merged = { key, start: time, end: time + gapMs, count: 1, sum: value };
    const apart: WindowResult[] = [];
    for (const session of sessions.get(key) ?? []) {
      if (session.end <= merged.start || merged.end <= session.start) {
        apart.push(session);
        continue;
      }
      merged.start = Math.min(merged.start, session.start);
      merged.end = Math.max(merged.end, session.end);
      merged.count += session.count;
      merged.sum += session.sum;
    }
    sessions.set(key, [...apart, merged]);
  }
  return [...sessions.values()].flat();
}
