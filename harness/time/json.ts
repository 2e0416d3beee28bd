import type { Given } from "./given.ts";
import { happeningText } from "./notation.ts";
import type { Picture } from "./picture.ts";

/**
 * A picture as data, for programs; docs/event-time.md describes it. JSON has no infinity: a watermark is null before
 * there is one, and "end" once the input has ended.
 */
export function json({ title, trace, expected, actual, difference }: Picture): object {
  return {
    schema: "streaming-katas/trace/v1",
    title,
    operator: trace.operator,
    steps: trace.steps.map(({ happening, watermark, ...step }) => ({
      position: step.position,
      at: step.at,
      text: happeningText(happening),
      happening: "watermark" in happening ? { ...happening, watermark: finite(happening.watermark) } : happening,
      watermark: finite(watermark),
      rose: step.rose,
      fate: step.fate ?? null,
      assigned: step.assigned,
      fires: step.fires,
      purged: step.purged,
      held: step.held,
    })),
    expected: expected.map(given),
    actual: actual?.map(given) ?? null,
    firstDifference: difference ?? null,
  };
}

function given(one: Given): object {
  return one.kind === "watermark" ? { ...one, watermark: finite(one.watermark) } : one;
}

function finite(watermark: number): number | "end" | null {
  if (Number.isFinite(watermark)) return watermark;
  return watermark > 0 ? "end" : null;
}
