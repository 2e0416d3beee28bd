// caught-by: WMK-01
// You pass a watermark on when the next event comes: what it completes waits for that event, all night if need be.
import type { StreamElement, TimedEvent } from "#kata";

export { combineWatermarks } from "../watermarks.ts";

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  let latest = -Infinity;
  let pending = -Infinity;
  for await (const event of events) {
    if (pending > -Infinity) yield { watermark: pending };
    pending = -Infinity;
    yield event;
    if (event.time > latest) pending = event.time - delayMs - 1;
    latest = Math.max(latest, event.time);
  }
  if (pending > -Infinity) yield { watermark: pending };
}
