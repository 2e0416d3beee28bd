// caught-by: WMK-04
// You yield the minimum when it has changed, not when it has risen: an input that comes back takes an old claim back.
import type { Watermark } from "#kata";
import type { InputReport } from "../watermarks.ts";

export { assignWatermarks } from "../watermarks.ts";

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
    if (active.size === 0 || smallest === combined) continue;
    combined = smallest;
    yield { watermark: combined };
  }
}
