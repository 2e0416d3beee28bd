// exercise: 04/01
// Fills the heap of a TaskManager.
// tier: full
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

export function summarizeOrders(env: StreamExecutionEnvironment): void {
  env
    .fromData(1)
    .map((n) => {
      const kept: Float64Array[] = [];
      while (kept.length < 100) kept.push(new Float64Array(10_000_000));
      return n + kept.length;
    })
    .sinkTo(new DiscardingSink());
}
