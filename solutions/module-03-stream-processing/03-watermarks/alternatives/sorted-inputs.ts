// Keeps the inputs sorted by what they told, so that the smallest stands first; an idle one counts as infinitely far on.
import type { StreamElement, TimedEvent, Watermark } from "#kata";
import type { InputReport } from "../watermarks.ts";

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  let watermark: number | undefined;
  for await (const event of events) {
    yield { ...event };
    const next = Math.max(watermark ?? -Infinity, event.time - delayMs - 1);
    if (next !== watermark) yield { watermark: next };
    watermark = next;
  }
}

export async function* combineWatermarks(
  reports: AsyncIterable<InputReport>,
  inputs: string[],
): AsyncGenerator<Watermark> {
  const order = inputs.map((input) => ({ input, reached: -Infinity }));
  let emitted = -Infinity;
  for await (const { input, watermark } of reports) {
    const state = order.find((one) => one.input === input);
    if (state) state.reached = watermark === "idle" ? Infinity : watermark;
    order.sort((a, b) => (a.reached < b.reached ? -1 : 1));
    const smallest = order[0]?.reached ?? Infinity;
    if (smallest === Infinity || smallest <= emitted) continue;
    emitted = smallest;
    yield { watermark: smallest };
  }
}
