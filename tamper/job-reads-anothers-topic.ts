// exercise: 04/01
// Reads a topic that is not the check's.
// says: is none of this check's
// tier: full
import { DiscardingSink, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import { jsonSource } from "#kata/flink";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers }: { brokers: string }): void {
  const source = jsonSource<string>({ brokers, topic: "__consumer_offsets" });
  env.fromSource(source, WatermarkStrategy.noWatermarks(), "theirs").uid("theirs").sinkTo(new DiscardingSink());
}
