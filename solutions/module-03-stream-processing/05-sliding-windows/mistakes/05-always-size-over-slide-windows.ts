// caught-by: SLI-03
// You divide the size by the slide to know how many windows there are, but where it does not divide, the number changes with the time.
import type { TimeWindow } from "../sliding-windows.ts";

export { slidingWindows } from "../sliding-windows.ts";

export async function assignWindows(time: number, size: number, slide: number): Promise<TimeWindow[]> {
  const newest = Math.floor(time / slide) * slide;
  return Array.from({ length: Math.ceil(size / slide) }, (_, i) => ({
    start: newest - i * slide,
    end: newest - i * slide + size,
  }));
}
