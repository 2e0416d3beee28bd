// caught-by: WMK-03
// You pass on the watermark of whichever input spoke last, and forget what the others can still deliver.
import type { Watermark } from "#kata";
import type { InputReport } from "../watermarks.ts";

export { assignWatermarks } from "../watermarks.ts";

export async function* combineWatermarks(reports: AsyncIterable<InputReport>): AsyncGenerator<Watermark> {
  let combined = -Infinity;
  for await (const { watermark } of reports) {
    if (watermark === "idle" || watermark <= combined) continue;
    combined = watermark;
    yield { watermark: combined };
  }
}
