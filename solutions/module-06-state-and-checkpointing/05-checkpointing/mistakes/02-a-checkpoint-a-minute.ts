// caught-by: CKP-01
// You take a checkpoint a minute: after a loss, a minute of orders is read again and all results of it wait.
import type { StreamExecutionEnvironment } from "#flink";
import { RunningTotal, recordTotals, type Topics } from "../checkpointing.ts";

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(60_000);
  recordTotals(env, topics, new RunningTotal());
}
