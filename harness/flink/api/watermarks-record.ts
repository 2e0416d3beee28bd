import type { WatermarksShape } from "./graph.ts";
import type { WatermarkStrategy } from "./watermarks.ts";

/** A strategy as data, and its functions. */
export function recordWatermarks<T>(strategy: WatermarkStrategy<T>): {
  watermarks: WatermarksShape;
  functions: Readonly<Record<string, unknown>>;
} {
  const { shape, idlenessMs = null, alignment = null, timestamps, generator } = strategy.parts;
  return {
    watermarks: { generator: shape, idlenessMs, alignment, timestamps: timestamps !== undefined },
    functions: { ...(timestamps && { timestamps }), ...(generator && { generator }) },
  };
}
