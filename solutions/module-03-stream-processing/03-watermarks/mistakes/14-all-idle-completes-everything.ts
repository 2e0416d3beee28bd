// caught-by: WMK-06
// You take the minimum of no input at all, which is Infinity: when all are idle you claim that everything is complete.
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
    if (smallest <= combined) continue;
    combined = smallest;
    yield { watermark: combined };
  }
}
