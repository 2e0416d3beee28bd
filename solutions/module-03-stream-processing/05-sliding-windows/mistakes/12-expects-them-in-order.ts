// caught-by: SLI-06
// You close a window as soon as an event comes after its end: an event that arrives out of order opens it a second time.
import type { TimedEvent, WindowResult } from "#kata";
import { assignWindows } from "../sliding-windows.ts";

export { assignWindows };

export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  sizeMs: number,
  slideMs: number,
): Promise<WindowResult[]> {
  const closed: WindowResult[] = [];
  const open = new Map<string, WindowResult>();
  for await (const { key, time, value } of events) {
    for (const [id, result] of open) {
      if (result.end <= time && open.delete(id)) closed.push(result);
    }
    for (const window of await assignWindows(time, sizeMs, slideMs)) {
      const id = `${window.start} ${key}`;
      const { count, sum } = open.get(id) ?? { count: 0, sum: 0 };
      open.set(id, { key, ...window, count: count + 1, sum: sum + value });
    }
  }
  return [...closed, ...open.values()];
}
