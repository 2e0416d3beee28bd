// caught-by: TUM-06
// You fire one window of a key for each watermark, but a watermark can jump over many.
import type { StreamElement, WindowResult } from "#kata";
import type { Tumbling } from "../tumbling-windows.ts";

export async function* tumblingWindows(
  elements: AsyncIterable<StreamElement>,
  { sizeMs, offsetMs }: Tumbling,
): AsyncGenerator<WindowResult> {
  const open = new Map<string, WindowResult>();
  let watermark = -Infinity;
  for await (const element of elements) {
    if ("watermark" in element) {
      watermark = element.watermark;
      const served = new Set<string>();
      for (const [id, window] of open) {
        if (window.end - 1 > watermark || served.has(window.key)) continue;
        served.add(window.key);
        open.delete(id);
        yield window;
      }
      continue;
    }
    const { key, time, value } = element;
    const start = Math.floor((time - offsetMs) / sizeMs) * sizeMs + offsetMs;
    const end = start + sizeMs;
    if (end - 1 <= watermark) continue;
    const id = `${start} ${key}`;
    const window = open.get(id) ?? { key, start, end, count: 0, sum: 0 };
    window.count += 1;
    window.sum += value;
    open.set(id, window);
  }
}
