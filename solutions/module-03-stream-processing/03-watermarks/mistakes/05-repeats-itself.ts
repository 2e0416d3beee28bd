// caught-by: WMK-02
// You give a watermark after every event, although it says nothing new when it has not risen.
import type { StreamElement, TimedEvent } from "#kata";

export { combineWatermarks } from "../watermarks.ts";

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  let latest = -Infinity;
  for await (const event of events) {
    yield event;
    latest = Math.max(latest, event.time);
    yield { watermark: latest - delayMs - 1 };
  }
}
