// caught-by: SLI-04
// You stop at zero, but zero is only the year 1970: windows that began before it cover the time 5 as well.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = Math.floor(time / slideMs) * slideMs;
  for (let start = newest; start > time - sizeMs && start >= 0; start -= slideMs)
    windows.push({ start, end: start + sizeMs });
  return windows;
}
