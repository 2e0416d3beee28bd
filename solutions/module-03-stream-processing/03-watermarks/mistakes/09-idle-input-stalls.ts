// caught-by: WMK-04
// You wait for an input that said it is idle: its last watermark holds the whole operator back for as long as it is silent.
import type { Watermark } from "#kata";
import type { InputReport } from "../watermarks.ts";

export { assignWatermarks } from "../watermarks.ts";

export async function* combineWatermarks(
  reports: AsyncIterable<InputReport>,
  inputs: string[],
): AsyncGenerator<Watermark> {
  const told = new Map(inputs.map((input) => [input, -Infinity]));
  let combined = -Infinity;
  for await (const { input, watermark } of reports) {
    if (watermark === "idle") continue;
    told.set(input, watermark);
    const smallest = Math.min(...told.values());
    if (smallest <= combined) continue;
    combined = smallest;
    yield { watermark: combined };
  }
}
