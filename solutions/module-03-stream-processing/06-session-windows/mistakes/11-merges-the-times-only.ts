// caught-by: SES-05
// You merge start and end of two sessions and keep the count and sum of one: merging windows means merging their state.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  const sessions = new Map<string, WindowResult[]>();
  for await (const { key, time, value } of events) {
    const all = sessions.get(key) ?? [];
    const [first, ...more] = all.filter(({ start, end }) => start <= time + gapMs && time <= end);
    const apart = all.filter((one) => one !== first && !more.includes(one));
    const merged = first ?? { key, start: time, end: time, count: 0, sum: 0 };
    merged.start = Math.min(merged.start, time, ...more.map(({ start }) => start));
    merged.end = Math.max(merged.end, time + gapMs, ...more.map(({ end }) => end));
    merged.count += 1;
    merged.sum += value;
    sessions.set(key, [...apart, merged]);
  }
  return [...sessions.values()].flat();
}
