// caught-by: TUM-01
// You put an event into the window that is filling up when it arrives, not into the window of its own time.
import type { StreamElement, WindowResult } from "#kata";
import type { Tumbling } from "../tumbling-windows.ts";

export async function* tumblingWindows(
  elements: AsyncIterable<StreamElement>,
  { sizeMs, offsetMs }: Tumbling,
): AsyncGenerator<WindowResult> {
  const open = new Map<string, WindowResult>();
  let watermark = -Infinity;
  let newest = -Infinity;
  for await (const element of elements) {
    if ("watermark" in element) {
      watermark = element.watermark;
      for (const [id, window] of open) {
        if (window.end - 1 > watermark) continue;
        open.delete(id);
        yield window;
      }
      continue;
    }
    const { key, time, value } = element;
    newest = Math.max(newest, time);
    const start = Math.floor((newest - offsetMs) / sizeMs) * sizeMs + offsetMs;
    const end = start + sizeMs;
    if (end - 1 <= watermark) continue;
    const id = `${start} ${key}`;
    const window = open.get(id) ?? { key, start, end, count: 0, sum: 0 };
    window.count += 1;
    window.sum += value;
    open.set(id, window);
  }
}
