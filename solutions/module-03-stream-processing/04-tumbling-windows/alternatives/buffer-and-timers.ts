// Keeps the events, sorted by the end of their windows, and counts only when a window fires: state grows with the events.
import type { StreamElement, TimedEvent, WindowResult } from "#kata";
import type { Tumbling } from "../tumbling-windows.ts";

export async function* tumblingWindows(
  elements: AsyncIterable<StreamElement>,
  { sizeMs, offsetMs }: Tumbling,
): AsyncGenerator<WindowResult> {
  const timers = new Map<number, TimedEvent[]>();
  let watermark = -Infinity;
  for await (const element of elements) {
    if ("time" in element) {
      const remainder = (element.time - offsetMs) % sizeMs;
      const last = element.time - remainder + (remainder < 0 ? 0 : sizeMs) - 1;
      if (last > watermark) timers.set(last, [...(timers.get(last) ?? []), element]);
      continue;
    }
    watermark = element.watermark;
    const due = [...timers.keys()].filter((last) => last <= watermark).sort((a, b) => a - b);
    for (const last of due) {
      const events = timers.get(last) ?? [];
      timers.delete(last);
      for (const key of new Set(events.map((event) => event.key))) {
        const values = events.filter((event) => event.key === key).map((event) => event.value);
        const sum = values.reduce((total, value) => total + value, 0);
        yield { key, start: last + 1 - sizeMs, end: last + 1, count: values.length, sum };
      }
    }
  }
}
