// Begins with the oldest window that is still open and goes forward; results are kept by key, then by start.
import type { TimedEvent, WindowResult } from "#kata";
import type { TimeWindow } from "../sliding-windows.ts";

export async function assignWindows(time: number, size: number, slide: number): Promise<TimeWindow[]> {
  const oldest = (Math.floor((time - size) / slide) + 1) * slide; // the first start after time - size
  const count = Math.max(0, Math.floor((time - oldest) / slide) + 1);
  return Array.from({ length: count }, (_, i) => ({ start: oldest + i * slide, end: oldest + i * slide + size }));
}

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  size: number,
  slide: number,
): Promise<WindowResult[]> {
  const byKey = new Map<string, Map<number, WindowResult>>();
  for await (const { key, time, value } of events) {
    const byStart = byKey.get(key) ?? new Map<number, WindowResult>();
    byKey.set(key, byStart);
    for (const { start, end } of await assignWindows(time, size, slide)) {
      const result = byStart.get(start) ?? { key, start, end, count: 0, sum: 0 };
      result.count += 1;
      result.sum += value;
      byStart.set(start, result);
    }
  }
  return [...byKey.values()].flatMap((byStart) => [...byStart.values()]);
}
