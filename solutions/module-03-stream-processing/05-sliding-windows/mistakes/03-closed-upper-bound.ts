// caught-by: SLI-02
// You let a window hold the millisecond at its end: [0,30) ends with 29, and 30 is one window too many.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = Math.floor(time / slideMs) * slideMs;
  for (let start = newest; start >= time - sizeMs; start -= slideMs) windows.push({ start, end: start + sizeMs });
  return windows;
}
