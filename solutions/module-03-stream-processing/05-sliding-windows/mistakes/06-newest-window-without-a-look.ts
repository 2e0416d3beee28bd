// caught-by: SLI-03
// You take the newest window without a look at its end: where the slide is longer than the size, it may be over.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, size: number, slide: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  let start = Math.floor(time / slide) * slide;
  do {
    windows.push({ start, end: start + size });
    start -= slide;
  } while (start > time - size);
  return windows;
}
