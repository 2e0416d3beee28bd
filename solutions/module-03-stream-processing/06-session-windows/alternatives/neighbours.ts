// Keeps each key's sessions in order of time: a new one can only touch the one before it and the one after it.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  const byKey: Record<string, WindowResult[]> = {};
  for await (const { key, time, value } of events) {
    byKey[key] ??= [];
    const sessions = byKey[key];
    const place = sessions.findLastIndex(({ start }) => start <= time) + 1;
    sessions.splice(place, 0, { key, start: time, end: time + gapMs, count: 1, sum: value });
    join(sessions, place); // with the one after it
    join(sessions, place - 1); // with the one before it
  }
  return Object.values(byKey).flat();
}

/** Makes one of the sessions at `i` and `i + 1`, where they overlap or touch. */
function join(sessions: WindowResult[], i: number): void {
  const [earlier, later] = i < 0 ? [] : sessions.slice(i, i + 2);
  if (!earlier || !later || later.start > earlier.end) return;
  const { key, start } = earlier;
  const end = Math.max(earlier.end, later.end);
  sessions.splice(i, 2, { key, start, end, count: earlier.count + later.count, sum: earlier.sum + later.sum });
}
