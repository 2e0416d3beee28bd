// caught-by: SES-01
// You end a session with its last event, but nobody knows that it was the last until the gap is over: the gap is part of the session.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  let sessions: WindowResult[] = [];
  for await (const { key, time, value } of events) {
    const merged = { key, start: time, end: time, count: 1, sum: value };
    const near = (one: WindowResult) => one.key === key && one.start <= time + gapMs && time <= one.end + gapMs;
    for (const session of sessions.filter(near)) {
      merged.start = Math.min(merged.start, session.start);
      merged.end = Math.max(merged.end, session.end);
      merged.count += session.count;
      merged.sum += session.sum;
    }
    sessions = [...sessions.filter((one) => !near(one)), merged];
  }
  return sessions;
}
