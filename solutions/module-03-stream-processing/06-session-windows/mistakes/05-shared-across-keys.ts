// caught-by: SES-03
// You merge sessions without a look at their key: whoever visits at the same time becomes one visitor.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  let sessions: WindowResult[] = [];
  for await (const { key, time, value } of events) {
    const merged = { key, start: time, end: time + gapMs, count: 1, sum: value };
    const touches = (one: WindowResult) => one.start <= time + gapMs && time <= one.end;
    for (const session of sessions.filter(touches)) {
      merged.key = session.key;
      merged.start = Math.min(merged.start, session.start);
      merged.end = Math.max(merged.end, session.end);
      merged.count += session.count;
      merged.sum += session.sum;
    }
    sessions = [...sessions.filter((one) => !touches(one)), merged];
  }
  return sessions;
}
