// caught-by: SLI-03
// You divide the size by the slide to know how many windows there are, but where it does not divide, the number changes with the time.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  const newest = Math.floor(time / slideMs) * slideMs;
  return Array.from({ length: Math.ceil(sizeMs / slideMs) }, (_, i) => ({
    start: newest - i * slideMs,
    end: newest - i * slideMs + sizeMs,
  }));
}
