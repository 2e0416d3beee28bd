// caught-by: WMK-04
// You look at the minimum only when a watermark comes: what an idle input held back stays back until then.
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
    if (watermark === "idle") {
      active.delete(input);
      continue;
    }
    active.set(input, watermark);
    const smallest = Math.min(...active.values());
    if (smallest <= combined) continue;
    combined = smallest;
    yield { watermark: combined };
  }
}
