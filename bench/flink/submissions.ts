/**
 * What jobs in TypeScript cost beside their records: a cluster's start, the first job, jobs after it, memory, and what a
 * hundred of them leave in one TaskManager. Run: `npx tsx bench/flink/submissions.ts [submissions]`. Linux, with a JDK.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { roundsOr, row, SECONDS } from "../figures.ts";
import { onServers, type Servers } from "./cluster.ts";
import { fill } from "./events.ts";
import { typescript } from "./programs.ts";

const COMMAND = "npx tsx bench/flink/submissions.ts";

/** Jobs before the figures of a warm cluster: by then the JVMs have compiled what a submission needs. */
const WARMING = 10;

const NODES = ["kafka-1", "jobmanager", "taskmanager-1", "sql-gateway"];

const submissions = roundsOr(100);
await onServers([], async (servers) => {
  const topic = await fill(servers.kafka, 100, 100);
  const { run } = typescript(servers);
  const submit = async () => (await run("map", topic)).wholeMs / 1_000;
  tell("Kafka and Flink ready, from nothing, everything fetched", [servers.readySeconds], "5 s");
  tell("the first job on it, from its file to its end", [await submit()], "4 s");
  for (let i = 0; i < WARMING; i++) await submit();
  const before = await left(servers);
  const warm: number[] = [];
  for (let i = 0; i < submissions; i++) {
    warm.push(await submit());
    process.stderr.write(`${i + 1} of ${submissions}: ${warm.at(-1)?.toFixed(2)} s\n`);
  }
  const after = await left(servers);
  tell("a job on a warm cluster, from its file to its end", warm, "2 s");
  const resident = await Promise.all(NODES.map((node) => servers.memory(node)));
  const each = NODES.map((node, i) => `${node} ${Math.round(resident[i] ?? 0)}`).join(", ");
  const sum = Math.round(resident.reduce((a, b) => a + b, 0));
  console.log(`| \`${COMMAND}\` | resident memory of all servers after them: ${each} | **${sum}** MB | 1 | 1100 MB |`);
  console.log(`| \`${COMMAND}\` | ${spent("heap", before.heap, after.heap)} | flat |`);
  console.log(`| \`${COMMAND}\` | ${spent("metaspace", before.metaspace, after.metaspace)} | 0.2 MB a job |`);
});

function tell(measured: string, values: number[], goal: string): void {
  console.log(row({ command: COMMAND, measured, goal }, values, SECONDS));
}

function spent(what: string, before: number, after: number): string {
  const each = ((after - before) / submissions).toFixed(3);
  const told = `${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after ${submissions} jobs`;
  return `the TaskManager's ${what}, garbage collected: ${told} | **${each}** MB a job | ${submissions}`;
}

/** What the TaskManager's JVM holds when its garbage is gone, in MB (10^6 bytes). */
async function left(servers: Servers): Promise<{ heap: number; metaspace: number }> {
  const pid = String(await servers.process("taskmanager-1"));
  await promisify(execFile)("jcmd", [pid, "GC.run"]);
  const { stdout } = await promisify(execFile)("jcmd", [pid, "GC.heap_info"]);
  const used = (pattern: RegExp) =>
    [...stdout.matchAll(pattern)].reduce((sum, [, kilobytes]) => sum + (Number(kilobytes) * 1024) / 1e6, 0);
  return {
    heap: used(/(?:new generation|tenured generation)\s+total \d+K, used (\d+)K/g),
    metaspace: used(/Metaspace\s+used (\d+)K/g),
  };
}
