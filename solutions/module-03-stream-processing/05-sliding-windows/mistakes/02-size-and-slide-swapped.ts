// caught-by: SLI-01
// You take the size for the distance and the slide for the length: windows that overlap become windows with gaps.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const windows: TimeWindow[] = [];
  for (let start = Math.floor(time / sizeMs) * sizeMs; start > time - slideMs; start -= sizeMs) {
    windows.push({ start, end: start + slideMs });
  }
  return windows;
}
