// caught-by: SLI-05
// You keep one result for each window, whoever the event belongs to: bob's events count for ann.
import type { TimedEvent, WindowResult } from "#kata";
import { assignWindows } from "../sliding-windows.ts";

export { assignWindows };

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  sizeMs: number,
  slideMs: number,
): Promise<WindowResult[]> {
  const results = new Map<number, WindowResult>();
  for await (const { key, time, value } of events) {
    for (const window of await assignWindows(time, sizeMs, slideMs)) {
      const result = results.get(window.start) ?? { key, ...window, count: 0, sum: 0 };
      result.count += 1;
      result.sum += value;
      results.set(window.start, result);
    }
  }
  return [...results.values()];
}
