// caught-by: SES-04
// You leave the start of a session where its first arrival put it: an event from before belongs to it, and it starts there.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  const sessions: WindowResult[] = [];
  for await (const { key, time, value } of events) {
    const open = sessions.find((one) => one.key === key && one.start <= time + gapMs && time <= one.end);
    if (!open) {
      sessions.push({ key, start: time, end: time + gapMs, count: 1, sum: value });
      continue;
    }
    open.end = Math.max(open.end, time + gapMs);
    open.count += 1;
    open.sum += value;
  }
  return sessions;
}
