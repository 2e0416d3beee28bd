// exercise: 04/01
// Has the cluster load a class by its name.
// says: is not one that #flink records
// tier: full
import { Configuration, DiscardingSink, type StreamExecutionEnvironment } from "#flink";

export function summarizeOrders(env: StreamExecutionEnvironment): void {
  env.configure(Configuration.fromMap({ "state.backend.type": "org.apache.flink.tampered.Backend" }));
  env.fromData(1).sinkTo(new DiscardingSink());
}
