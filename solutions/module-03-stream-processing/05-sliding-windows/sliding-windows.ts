import type { TimedEvent, WindowResult } from "#kata";

export interface TimeWindow {
  start: number;
  end: number;
}

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = Math.floor(time / slideMs) * slideMs;
  for (let start = newest; start > time - sizeMs; start -= slideMs) windows.push({ start, end: start + sizeMs });
  return windows;
}

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  sizeMs: number,
  slideMs: number,
): Promise<WindowResult[]> {
  const results = new Map<string, WindowResult>();
  for await (const { key, time, value } of events) {
    for (const window of await assignWindows(time, sizeMs, slideMs)) {
      const id = `${window.start} ${key}`;
      const { count, sum } = results.get(id) ?? { count: 0, sum: 0 };
      results.set(id, { key, ...window, count: count + 1, sum: sum + value });
    }
  }
  return [...results.values()];
}
