// exercise: 04/01
// Behaves in Node, and looks for Java's classes while the JobManager records its job.
// says: nothing was found
// tier: full
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

function look(): never {
  const found: string[] = [];
  for (const name of ["Java", "Packages", "java", "Polyglot", "Graal", "load", "quit", "read"]) {
    if (name in globalThis) found.push(name);
  }
  const { flinkLog } = globalThis as unknown as { flinkLog: Record<string, unknown> };
  for (const name of ["getClass", "class"]) if (flinkLog[name] !== undefined) found.push(name);
  throw new Error(found.length === 0 ? "nothing was found" : `found: ${found}`);
}
export function summarizeOrders(env: StreamExecutionEnvironment): void {
  env.fromData(1).sinkTo(new DiscardingSink());
  if ("flinkLog" in globalThis) look();
}
