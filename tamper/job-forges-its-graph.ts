// exercise: 04/01
// Answers with a graph of its own, in which an operator is none of #flink's.
// says: is not one that #flink records
// tier: full
import type { StreamExecutionEnvironment } from "#flink";

export function summarizeOrders(env: StreamExecutionEnvironment): void {
  const operation = { type: "shell", command: "id" };
  const nodes = [{ id: 0, operation, inputs: [], name: "x", functions: [], shared: false }];
  Object.assign(env.graph, { finish: () => JSON.stringify({ settings: { configuration: {} }, nodes }) });
}
