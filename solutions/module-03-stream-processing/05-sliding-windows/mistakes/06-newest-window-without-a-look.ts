// caught-by: SLI-03
// You take the newest window without a look at its end: where the slide is longer than the size, it may be over.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  let start = Math.floor(time / slideMs) * slideMs;
  do {
    windows.push({ start, end: start + sizeMs });
    start -= slideMs;
  } while (start > time - sizeMs);
  return windows;
}
