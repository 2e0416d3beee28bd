// caught-by: CKP-01
// You checkpoint in at-least-once mode, since the sink is at-least-once too. But then an order can be in the state and read again, and its customer's total is too high from then on.
import { CheckpointingMode, type StreamExecutionEnvironment } from "#flink";
import { RunningTotal, recordTotals, type Topics } from "../checkpointing.ts";

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(500, CheckpointingMode.AT_LEAST_ONCE);
  recordTotals(env, topics, new RunningTotal());
}
