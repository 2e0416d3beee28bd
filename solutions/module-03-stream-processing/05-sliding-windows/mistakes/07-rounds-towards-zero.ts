// caught-by: SLI-04
// You take off the remainder, which is negative for negative times in JavaScript: the newest window then begins after the event.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, size: number, slide: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  const newest = time - (time % slide);
  for (let start = newest; start > time - size; start -= slide) windows.push({ start, end: start + size });
  return windows;
}
