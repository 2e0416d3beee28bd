// caught-by: SLI-02
// You leave a window's first millisecond out: the start of [30,60) is inclusive, so 30 is in it.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, size: number, slide: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = (Math.ceil(time / slide) - 1) * slide;
  for (let start = newest; start >= time - size; start -= slide) windows.push({ start, end: start + size });
  return windows;
}
