// caught-by: WMK-05
// You start with 0 as the latest time seen, which is 1 January 1970: events before it never get a watermark.
import type { StreamElement, TimedEvent } from "#kata";

export { combineWatermarks } from "../watermarks.ts";

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  let latest = 0;
  for await (const event of events) {
    yield event;
    if (event.time <= latest) continue;
    latest = event.time;
    yield { watermark: latest - delayMs - 1 };
  }
}
