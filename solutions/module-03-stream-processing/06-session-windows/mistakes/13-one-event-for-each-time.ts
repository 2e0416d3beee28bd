// caught-by: SES-06
// You keep one event for each key and time, but two things can happen in the same millisecond: the first one is lost.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  const valueAt = new Map<string, Map<number, number>>();
  for await (const { key, time, value } of events) {
    valueAt.set(key, (valueAt.get(key) ?? new Map<number, number>()).set(time, value));
  }
  const sessions: WindowResult[] = [];
  for (const [key, own] of valueAt) {
    for (const [time, value] of [...own].sort(([a], [b]) => a - b)) {
      const open = sessions.at(-1);
      if (open?.key === key && time <= open.end) {
        open.end = time + gapMs;
        open.count += 1;
        open.sum += value;
      } else {
        sessions.push({ key, start: time, end: time + gapMs, count: 1, sum: value });
      }
    }
  }
  return sessions;
}
