// caught-by: CKP-01
// You enable no checkpoints: Flink keeps your state, in memory, and where a task is lost there is nothing to go on from.
import type { StreamExecutionEnvironment } from "#flink";
import { RunningTotal, recordTotals, type Topics } from "../checkpointing.ts";

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  recordTotals(env, topics, new RunningTotal());
}
