// caught-by: WMK-02
// You work the watermark out from the event that came last, so that one out of order takes the claim back.
import type { StreamElement, TimedEvent } from "#kata";

export { combineWatermarks } from "../watermarks.ts";

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  let last = -Infinity;
  for await (const event of events) {
    yield event;
    const watermark = event.time - delayMs - 1;
    if (watermark !== last) yield { watermark };
    last = watermark;
  }
}
