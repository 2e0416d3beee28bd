// exercise: 04/01
// Behaves in Node, and fills the heap of the JobManager.
// says: heap
// tier: full
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

export function summarizeOrders(env: StreamExecutionEnvironment): void {
  env.fromData(1).sinkTo(new DiscardingSink());
  const kept: Float64Array[] = [];
  while ("flinkLog" in globalThis && kept.length < 100) kept.push(new Float64Array(10_000_000));
}
