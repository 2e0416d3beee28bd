// Begins with the oldest window that is still open and goes forward; results are kept by key, then by start.
import type { TimedEvent, WindowResult } from "#kata";
import type { TimeWindow } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const oldest = (Math.floor((time - sizeMs) / slideMs) + 1) * slideMs; // the first start after time - sizeMs
  const count = Math.max(0, Math.floor((time - oldest) / slideMs) + 1);
  return Array.from({ length: count }, (_, i) => ({ start: oldest + i * slideMs, end: oldest + i * slideMs + sizeMs }));
}

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  sizeMs: number,
  slideMs: number,
): Promise<WindowResult[]> {
  const byKey = new Map<string, Map<number, WindowResult>>();
  for await (const { key, time, value } of events) {
    const byStart = byKey.get(key) ?? new Map<number, WindowResult>();
    byKey.set(key, byStart);
    for (const { start, end } of await assignWindows(time, sizeMs, slideMs)) {
      const result = byStart.get(start) ?? { key, start, end, count: 0, sum: 0 };
      result.count += 1;
      result.sum += value;
      byStart.set(start, result);
    }
  }
  return [...byKey.values()].flatMap((byStart) => [...byStart.values()]);
}
