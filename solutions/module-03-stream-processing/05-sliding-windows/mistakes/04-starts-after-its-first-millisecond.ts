// caught-by: SLI-02
// You leave a window's first millisecond out: the start of [30,60) is inclusive, so 30 is in it.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = (Math.ceil(time / slideMs) - 1) * slideMs;
  for (let start = newest; start >= time - sizeMs; start -= slideMs) windows.push({ start, end: start + sizeMs });
  return windows;
}
