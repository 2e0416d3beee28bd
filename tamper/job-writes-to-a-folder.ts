// exercise: 04/01
// Has the cluster write its checkpoints to a folder of the teacher's.
// says: may not set execution.checkpointing.dir
// tier: full
import { Configuration, DiscardingSink, type StreamExecutionEnvironment } from "#flink";

export function summarizeOrders(env: StreamExecutionEnvironment): void {
  env.configure(Configuration.fromMap({ "execution.checkpointing.dir": "file:///tmp/tampered-checkpoints" }));
  env.enableCheckpointing(50);
  env.fromData(1).sinkTo(new DiscardingSink());
}
