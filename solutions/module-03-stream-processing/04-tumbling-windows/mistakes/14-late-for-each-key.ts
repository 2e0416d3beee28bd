// caught-by: TUM-04
// You drop an event only if its key has fired that window: a key that was silent until then opens a complete window.
import type { StreamElement, WindowResult } from "#kata";
import type { Tumbling } from "../tumbling-windows.ts";

export async function* tumblingWindows(
  elements: AsyncIterable<StreamElement>,
  { sizeMs, offsetMs }: Tumbling,
): AsyncGenerator<WindowResult> {
  const open = new Map<string, WindowResult>();
  let watermark = -Infinity;
  const fired = new Set<string>();
  for await (const element of elements) {
    if ("watermark" in element) {
      watermark = element.watermark;
      for (const [id, window] of open) {
        if (window.end - 1 > watermark) continue;
        fired.add(id);
        open.delete(id);
        yield window;
      }
      continue;
    }
    const { key, time, value } = element;
    const start = Math.floor((time - offsetMs) / sizeMs) * sizeMs + offsetMs;
    const end = start + sizeMs;
    if (fired.has(`${start} ${key}`)) continue;
    const id = `${start} ${key}`;
    const window = open.get(id) ?? { key, start, end, count: 0, sum: 0 };
    window.count += 1;
    window.sum += value;
    open.set(id, window);
  }
}
