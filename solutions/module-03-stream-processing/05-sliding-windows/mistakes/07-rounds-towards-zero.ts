// caught-by: SLI-04
// You take off the remainder, which is negative for negative times in JavaScript: the newest window then begins after the event.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = time - (time % slideMs);
  for (let start = newest; start > time - sizeMs; start -= slideMs) windows.push({ start, end: start + sizeMs });
  return windows;
}
