import type { StreamElement, TimedEvent, Watermark } from "#kata";

export interface InputReport {
  input: string;
  watermark: number | "idle";
}

export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  let latest = -Infinity;
  for await (const event of events) {
    yield event;
    if (event.time <= latest) continue;
    latest = event.time;
    yield { watermark: latest - delayMs - 1 };
  }
}

export async function* combineWatermarks(
  reports: AsyncIterable<InputReport>,
  inputs: string[],
): AsyncGenerator<Watermark> {
  const active = new Map(inputs.map((input) => [input, -Infinity]));
  let combined = -Infinity;
  for await (const { input, watermark } of reports) {
    if (watermark === "idle") active.delete(input);
    else active.set(input, watermark);
    const smallest = Math.min(...active.values());
    if (active.size === 0 || smallest <= combined) continue;
    combined = smallest;
    yield { watermark: combined };
  }
}
