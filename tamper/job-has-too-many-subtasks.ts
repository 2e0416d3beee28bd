// exercise: 04/01
// Asks for a million subtasks, each of which the JobManager would have to hold.
// says: parallelism must be
// tier: full
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

export function summarizeOrders(env: StreamExecutionEnvironment): void {
  env.setParallelism(1_000_000);
  env.fromData(1).sinkTo(new DiscardingSink());
}
