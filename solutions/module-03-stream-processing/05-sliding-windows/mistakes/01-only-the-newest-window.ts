// caught-by: SLI-01
// You put an event into the newest window only: the older ones that still cover it miss it, as if windows did not overlap.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const start = Math.floor(time / slideMs) * slideMs;
  return time < start + sizeMs ? [{ start, end: start + sizeMs }] : [];
}
