// caught-by: TUM-04
// You drop every event behind the watermark, also those whose window is still open and could count them.
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
      for (const [id, window] of open) {
        if (window.end - 1 > watermark) continue;
        open.delete(id);
        yield window;
      }
      continue;
    }
    const { key, time, value } = element;
    const start = Math.floor((time - offsetMs) / sizeMs) * sizeMs + offsetMs;
    const end = start + sizeMs;
    if (time <= watermark) continue;
    const id = `${start} ${key}`;
    const window = open.get(id) ?? { key, start, end, count: 0, sum: 0 };
    window.count += 1;
    window.sum += value;
    open.set(id, window);
  }
}
