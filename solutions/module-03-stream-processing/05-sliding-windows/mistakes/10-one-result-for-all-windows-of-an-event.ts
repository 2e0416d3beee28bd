// caught-by: SLI-05
// You give one object to all windows of an event, so what one of them adds is added to all of them.
import type { TimedEvent, WindowResult } from "#kata";
import { assignWindows } from "../sliding-windows.ts";

export { assignWindows };

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  sizeMs: number,
  slideMs: number,
): Promise<WindowResult[]> {
  const results = new Map<
    string,
    { key: string; start: number; end: number; totals: { count: number; sum: number } }
  >();
  for await (const { key, time, value } of events) {
    const fresh = { count: 0, sum: 0 };
    for (const window of await assignWindows(time, sizeMs, slideMs)) {
      const id = `${window.start} ${key}`;
      const result = results.get(id) ?? { key, ...window, totals: fresh };
      result.totals.count += 1;
      result.totals.sum += value;
      results.set(id, result);
    }
  }
  return [...results.values()].map(({ totals, ...window }) => ({ ...window, ...totals }));
}
