// caught-by: SLI-04
// You stop at zero, but zero is only the year 1970: windows that began before it cover the time 5 as well.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, size: number, slide: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = Math.floor(time / slide) * slide;
  for (let start = newest; start > time - size && start >= 0; start -= slide)
    windows.push({ start, end: start + size });
  return windows;
}
