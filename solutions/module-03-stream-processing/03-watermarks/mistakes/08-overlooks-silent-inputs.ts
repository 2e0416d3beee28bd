// caught-by: WMK-03
// You take the minimum of the inputs that have spoken: one that has not spoken yet may still deliver anything.
import type { Watermark } from "#kata";
import type { InputReport } from "../watermarks.ts";

export { assignWatermarks } from "../watermarks.ts";

export async function* combineWatermarks(reports: AsyncIterable<InputReport>): AsyncGenerator<Watermark> {
  const active = new Map<string, number>();
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
