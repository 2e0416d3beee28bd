// caught-by: CKP-02
// You allow one restart. The count runs over the job's whole life: the first loss is survived, and the second, a month later, is the end.
import { Configuration, type StreamExecutionEnvironment } from "#flink";
import { RunningTotal, recordTotals, type Topics } from "../checkpointing.ts";

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(500);
  env.configure(
    Configuration.fromMap({
      "restart-strategy.type": "fixed-delay",
      "restart-strategy.fixed-delay.attempts": "1",
      "restart-strategy.fixed-delay.delay": "1 s",
    }),
  );
  recordTotals(env, topics, new RunningTotal());
}
