// exercise: 04/01
// Shows the grader another job than the one it gives to Flink.
// says: not deterministic
// tier: full
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

export function summarizeOrders(env: StreamExecutionEnvironment): void {
  env.fromData(1).sinkTo(new DiscardingSink());
  if ("flinkLog" in globalThis) env.fromData(2).sinkTo(new DiscardingSink());
}
