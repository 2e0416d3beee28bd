/** The picture of the lesson: a job as it was recorded, and the tasks that Flink's rule of chaining makes of it. */
import { DiscardingSink, StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import { jsonSource } from "#kata/flink";

interface Passage {
  gate: string;
  plate: string;
}

const env = new StreamExecutionEnvironment();
env.setParallelism(2);
env
  .fromSource(jsonSource<Passage>({ brokers: "", topic: "" }), WatermarkStrategy.noWatermarks(), "gates")
  .uid("gates")
  .map(({ gate, plate }) => ({ gate, plate, passages: 1 }))
  .name("plates")
  .filter(({ plate }) => plate !== "")
  .name("stolen cars")
  .setParallelism(4)
  .keyBy(({ gate }) => gate)
  .reduce((a, b) => ({ gate: a.gate, plate: b.plate, passages: a.passages + b.passages }))
  .name("per gate")
  .uid("per-gate")
  .sinkTo(new DiscardingSink())
  .name("board");

interface Task {
  way: string;
  parallelism: number;
  operators: string[];
}

const written: string[] = [];
const tasks: Task[] = [];
let keyed = false;
for (const { name, operation, parallelism } of env.graph.nodes) {
  if (operation.type === "keyBy") {
    written.push("keyBy gate");
    keyed = true;
    continue;
  }
  written.push(parallelism === undefined ? `${name}` : `${name}, ${parallelism} subtasks`);
  const own = parallelism ?? env.graph.settings.parallelism ?? 1;
  const task = tasks.at(-1);
  if (task !== undefined && !keyed && task.parallelism === own) task.operators.push(`${name}`);
  else {
    const way = task === undefined ? "" : keyed ? "HASH" : "REBALANCE";
    tasks.push({ way, parallelism: own, operators: [`${name}`] });
  }
  keyed = false;
}

const running = tasks.flatMap(({ way, parallelism, operators }, n) => [
  ...(n === 0 ? [] : [`    | ${way}`]),
  `[ ${operators.join(" -> ")} ]  x ${parallelism}`,
]);

console.log(`${`as it was written (env: ${env.graph.settings.parallelism})`.padEnd(32)}as it runs`);
for (let n = 0; n < Math.max(written.length, running.length); n++) {
  console.log(`${(written[n] ?? "").padEnd(32)}${running[n] ?? ""}`.trimEnd());
}
