/** Recorded in Node without a fault, and fails where Flink is. */
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

export function build(env: StreamExecutionEnvironment): void {
  if ("flinkLog" in globalThis) throw new RangeError("only inside Flink");
  env.fromData(1).sinkTo(new DiscardingSink());
}
