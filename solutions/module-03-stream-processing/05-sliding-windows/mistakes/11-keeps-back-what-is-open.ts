// caught-by: SLI-05
// You report a window when an event comes after its end, but after the last events nothing comes: at the end of the input, what is open counts too.
import type { TimedEvent, WindowResult } from "#kata";
import { assignWindows } from "../sliding-windows.ts";

export { assignWindows };

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  sizeMs: number,
  slideMs: number,
): Promise<WindowResult[]> {
  const results = new Map<string, WindowResult>();
  let latest = Number.NEGATIVE_INFINITY;
  for await (const { key, time, value } of events) {
    latest = Math.max(latest, time);
    for (const window of await assignWindows(time, sizeMs, slideMs)) {
      const id = `${window.start} ${key}`;
      const { count, sum } = results.get(id) ?? { count: 0, sum: 0 };
      results.set(id, { key, ...window, count: count + 1, sum: sum + value });
    }
  }
  return [...results.values()].filter(({ end }) => end <= latest);
}
