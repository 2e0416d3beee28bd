// Touches one counter for each event: that of its pane, the stretch between two window bounds. Windows are added up from panes.
import type { TimedEvent, WindowResult } from "#kata";
import type { TimeWindow } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const sinceNewest = ((time % slideMs) + slideMs) % slideMs;
  const windows: TimeWindow[] = [];
  for (let age = sinceNewest; age < sizeMs; age += slideMs)
    windows.push({ start: time - age, end: time - age + sizeMs });
  return windows;
}

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  sizeMs: number,
  slideMs: number,
): Promise<WindowResult[]> {
  const length = greatestCommonDivisor(sizeMs, slideMs);
  const panes = new Map<string, WindowResult>();
  for await (const { key, time, value } of events) {
    const start = Math.floor(time / length) * length;
    add(panes, { key, start, end: start + length, count: 1, sum: value });
  }
  const windows = new Map<string, WindowResult>();
  for (const pane of panes.values()) {
    for (const window of await assignWindows(pane.start, sizeMs, slideMs)) add(windows, { ...pane, ...window });
  }
  return [...windows.values()];
}

function add(results: Map<string, WindowResult>, more: WindowResult): void {
  const id = `${more.start} ${more.key}`;
  const { count, sum } = results.get(id) ?? { count: 0, sum: 0 };
  results.set(id, { ...more, count: count + more.count, sum: sum + more.sum });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
