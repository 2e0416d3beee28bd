// caught-by: SLI-01
// You take the size for the distance and the slide for the length: windows that overlap become windows with gaps.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, size: number, slide: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  for (let start = Math.floor(time / size) * size; start > time - slide; start -= size) {
    windows.push({ start, end: start + slide });
  }
  return windows;
}
