import type { TimedEvent, WindowResult } from "#kata";

export interface TimeWindow {
  start: number;
  end: number;
}

export async function assignWindows(time: number, size: number, slide: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = Math.floor(time / slide) * slide;
  for (let start = newest; start > time - size; start -= slide) windows.push({ start, end: start + size });
  return windows;
}

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  size: number,
  slide: number,
): Promise<WindowResult[]> {
  const results = new Map<string, WindowResult>();
  for await (const { key, time, value } of events) {
    for (const window of await assignWindows(time, size, slide)) {
      const id = `${window.start} ${key}`;
      const { count, sum } = results.get(id) ?? { count: 0, sum: 0 };
      results.set(id, { key, ...window, count: count + 1, sum: sum + value });
    }
  }
  return [...results.values()];
}
