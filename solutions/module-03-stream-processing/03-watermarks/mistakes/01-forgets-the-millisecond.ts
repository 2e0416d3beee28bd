// caught-by: WMK-01
// You claim one millisecond too much: an event exactly the delay behind the latest may still come.
import type { StreamElement, TimedEvent } from "#kata";

export { combineWatermarks } from "../watermarks.ts";

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  let latest = -Infinity;
  for await (const event of events) {
    yield event;
    if (event.time <= latest) continue;
    latest = event.time;
    yield { watermark: latest - delayMs };
  }
}
