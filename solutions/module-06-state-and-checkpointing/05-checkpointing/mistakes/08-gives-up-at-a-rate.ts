// caught-by: CKP-02
// You let the job fail once a minute and give up after that: two machines that are lost one after the other are its end.
import { Configuration, type StreamExecutionEnvironment } from "#flink";
import { RunningTotal, recordTotals, type Topics } from "../checkpointing.ts";

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(500);
  env.configure(Configuration.fromMap({ "restart-strategy.type": "failure-rate" }));
  recordTotals(env, topics, new RunningTotal());
}
