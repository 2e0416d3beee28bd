// caught-by: WMK-03
// You take the largest watermark: the fastest input then speaks for events that a slower one has not delivered yet.
import type { Watermark } from "#kata";
import type { InputReport } from "../watermarks.ts";

export { assignWatermarks } from "../watermarks.ts";

export async function* combineWatermarks(
  reports: AsyncIterable<InputReport>,
  inputs: string[],
): AsyncGenerator<Watermark> {
  const told = new Map<string, number>();
  const idle = new Set<string>();
  let combined = -Infinity;
  for await (const { input, watermark } of reports) {
    if (watermark === "idle") idle.add(input);
    else told.set(input, watermark);
    if (watermark !== "idle") idle.delete(input);
    const active = inputs.filter((one) => !idle.has(one)).map((one) => told.get(one) ?? -Infinity);
    const largest = Math.max(...active);
    if (largest <= combined) continue;
    combined = largest;
    yield { watermark: combined };
  }
}
