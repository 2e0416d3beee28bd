// caught-by: WMK-02
// You drop events that are behind the watermark. Whether a late event still counts is for the window to say.
import type { StreamElement, TimedEvent } from "#kata";

export { combineWatermarks } from "../watermarks.ts";

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  let latest = -Infinity;
  for await (const event of events) {
    if (event.time < latest - delayMs) continue;
    yield event;
    if (event.time <= latest) continue;
    latest = event.time;
    yield { watermark: latest - delayMs - 1 };
  }
}
