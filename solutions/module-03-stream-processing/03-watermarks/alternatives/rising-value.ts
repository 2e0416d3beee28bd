// What both functions share, a value that only rises, is a class of its own; each input's idleness is a flag.
import type { StreamElement, TimedEvent, Watermark } from "#kata";
import type { InputReport } from "../watermarks.ts";

/** The value if it is above all before it. */
class Rising {
  #highest = -Infinity;

  offer(value: number): Watermark[] {
    if (!(value > this.#highest)) return [];
    this.#highest = value;
    return [{ watermark: value }];
  }
}

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  const rising = new Rising();
  for await (const event of events) {
    yield event;
    yield* rising.offer(event.time - delayMs - 1);
  }
}

export async function* combineWatermarks(
  reports: AsyncIterable<InputReport>,
  inputs: string[],
): AsyncGenerator<Watermark> {
  const rising = new Rising();
  const states = inputs.map((input) => ({ input, idle: false, watermark: -Infinity }));
  for await (const { input, watermark } of reports) {
    for (const state of states.filter((one) => one.input === input)) {
      state.idle = watermark === "idle";
      if (watermark !== "idle") state.watermark = watermark;
    }
    const active = states.filter(({ idle }) => !idle).map((one) => one.watermark);
    if (active.length > 0) yield* rising.offer(Math.min(...active));
  }
}
