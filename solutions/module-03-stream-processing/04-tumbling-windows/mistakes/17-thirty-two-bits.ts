// caught-by: TUM-06
// You use a bitwise operator on a time: it keeps 32 bits, and epoch milliseconds need 41.
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
    const remainder = ((time - offsetMs) | 0) % sizeMs;
    const start = time - (remainder < 0 ? remainder + sizeMs : remainder);
    const end = start + sizeMs;
    if (end - 1 <= watermark) continue;
    const id = `${start} ${key}`;
    const window = open.get(id) ?? { key, start, end, count: 0, sum: 0 };
    window.count += 1;
    window.sum += value;
    open.set(id, window);
  }
}
