// Numbers the windows, so that a window is one whole number; all below `complete` have fired, and late is a comparison.
import type { StreamElement, WindowResult } from "#kata";
import type { Tumbling } from "../tumbling-windows.ts";

export async function* tumblingWindows(
  elements: AsyncIterable<StreamElement>,
  { sizeMs, offsetMs }: Tumbling,
): AsyncGenerator<WindowResult> {
  const byKey = new Map<string, Map<number, { count: number; sum: number }>>();
  const numberOf = (time: number) => Math.floor((time - offsetMs) / sizeMs);
  let complete = -Infinity;
  for await (const element of elements) {
    if ("watermark" in element) {
      complete = numberOf(element.watermark + 1);
      for (const [key, numbered] of byKey) {
        for (const [number, { count, sum }] of [...numbered].sort(([a], [b]) => a - b)) {
          if (number >= complete) break;
          numbered.delete(number);
          const start = number * sizeMs + offsetMs;
          yield { key, start, end: start + sizeMs, count, sum };
        }
      }
      continue;
    }
    const number = numberOf(element.time);
    if (number < complete) continue;
    const numbered = byKey.get(element.key) ?? new Map<number, { count: number; sum: number }>();
    byKey.set(element.key, numbered);
    const { count, sum } = numbered.get(number) ?? { count: 0, sum: 0 };
    numbered.set(number, { count: count + 1, sum: sum + element.value });
  }
}
