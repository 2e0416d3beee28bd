// caught-by: CKP-02
// You switch restarts off: there is a checkpoint, and nobody who goes on from it.
import { Configuration, type StreamExecutionEnvironment } from "#flink";
import { RunningTotal, recordTotals, type Topics } from "../checkpointing.ts";

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(500);
  env.configure(Configuration.fromMap({ "restart-strategy.type": "none" }));
  recordTotals(env, topics, new RunningTotal());
}
