// caught-by: SES-03
// You end a session when an event of another key arrives: visitors come at the same time, and their events are mixed.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  const all: TimedEvent[] = [];
  for await (const event of events) all.push(event);
  all.sort((a, b) => a.time - b.time);
  const sessions: WindowResult[] = [];
  for (const { key, time, value } of all) {
    const open = sessions.at(-1);
    if (open?.key === key && time <= open.end) {
      open.end = time + gapMs;
      open.count += 1;
      open.sum += value;
    } else {
      sessions.push({ key, start: time, end: time + gapMs, count: 1, sum: value });
    }
  }
  return sessions;
}
