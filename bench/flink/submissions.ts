/**
 * What jobs in TypeScript cost beside their records: a cluster's start, the first job, jobs after it, memory, and what a
 * hundred of them leave in one TaskManager. Run: `npx tsx bench/flink/submissions.ts [submissions]`. Linux, with a JDK.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SqlSession } from "../../harness/flink/sql/index.ts";
import { askGateway } from "../../harness/runtime/flink-probe.ts";
import { until } from "../../harness/until.ts";
import { roundsOr, row, SECONDS } from "../figures.ts";
import { onServers, type Servers } from "./cluster.ts";
import { fill } from "./events.ts";
import { typescript } from "./programs.ts";

const COMMAND = "npx tsx bench/flink/submissions.ts";

/** Jobs before the figures of a warm cluster: by then the JVMs have compiled what a submission needs. */
const WARMING = 10;

const QUARTERS = 4;

const NODES = ["kafka-1", "jobmanager", "taskmanager-1", "sql-gateway"];

const submissions = roundsOr(100);
await onServers([], async (servers) => {
  const topic = await fill(servers.kafka, 100, 100);
  const { run } = typescript(servers);
  const submit = async () => (await run("map", topic)).wholeMs / 1_000;
  tell("Kafka and Flink ready, from nothing, everything fetched", [servers.readySeconds], "5 s");
  tell("its SQL Gateway ready too", [servers.readySeconds + (await gatewaySeconds(servers))], "");
  tell("the first job on it, from its file to its end", [await submit()], "4 s");
  for (let i = 0; i < WARMING; i++) await submit();
  const kept = [await left(servers)];
  const warm: number[] = [];
  for (let i = 0; i < submissions; i++) {
    warm.push(await submit());
    process.stderr.write(`${i + 1} of ${submissions}: ${warm.at(-1)?.toFixed(2)} s\n`);
    const quarter = (done: number) => Math.floor((done * QUARTERS) / submissions);
    if (quarter(i + 1) > quarter(i)) kept.push(await left(servers));
  }
  tell("a job on a warm cluster, from its file to its end", warm, "2 s");
  await askInSql(servers);
  for (const [shared, goal] of [
    ["once", "1100 MB"],
    ["in each", ""],
  ] as const) {
    const all = await Promise.all(NODES.map((node) => servers.memory(node, shared)));
    const each = NODES.map((node, i) => `${node} ${Math.round(all[i] ?? 0)}`).join(", ");
    const measured = `resident memory of all servers after them and a query in SQL, what they share counted ${shared}: ${each}`;
    const sum = Math.round(all.reduce((a, b) => a + b, 0));
    console.log(`| \`${COMMAND}\` | ${measured} | **${sum}** MB | 1 | ${goal} |`);
  }
  console.log(
    `| \`${COMMAND}\` | ${spent(
      "heap",
      kept.map(({ heap }) => heap),
    )} | flat |`,
  );
  console.log(
    `| \`${COMMAND}\` | ${spent(
      "metaspace",
      kept.map(({ metaspace }) => metaspace),
    )} | 0.2 MB a job |`,
  );
});

function tell(measured: string, values: number[], goal: string): void {
  console.log(row({ command: COMMAND, measured, goal }, values, SECONDS));
}

/** Flink is ready without its gateway, which most exercises do not need. */
async function gatewaySeconds({ sqlGateway }: Servers): Promise<number> {
  const begun = performance.now();
  const asked = () => askGateway(sqlGateway, 1_000).catch(() => []);
  await until("the SQL Gateway to answer", asked, (versions) => versions.length > 0, 60_000);
  return (performance.now() - begun) / 1_000;
}

async function askInSql({ sqlGateway }: Servers): Promise<void> {
  const session = await SqlSession.open(sqlGateway);
  try {
    const query = await session.query("SELECT COUNT(*) AS rides FROM (VALUES (1), (2)) AS t(n)");
    for await (const { fields } of query) process.stderr.write(`a query in SQL: ${JSON.stringify(fields)}\n`);
  } finally {
    await session.close();
  }
}

/** @param kept  megabytes before the jobs and after each quarter of them: what grows at first and stays is no leak */
function spent(what: string, kept: number[]): string {
  const [before = 0, after = 0] = [kept[0], kept.at(-1)];
  const each = ((after - before) / submissions).toFixed(3);
  const [first, ...later] = kept.map((megabytes) => megabytes.toFixed(1));
  const told = `${first} MB before, ${later.join(", ")} MB after each quarter of ${submissions} jobs`;
  return `the TaskManager's ${what}, garbage collected: ${told} | **${each}** MB a job | ${submissions}`;
}

/** What the TaskManager's JVM holds when its garbage is gone, in MB (10^6 bytes). */
async function left(servers: Servers): Promise<{ heap: number; metaspace: number }> {
  const pid = String(await servers.process("taskmanager-1"));
  // What is let go once the first has found it dead is garbage of the second.
  for (let run = 1; run <= 2; run++) await promisify(execFile)("jcmd", [pid, "GC.run"]);
  const { stdout } = await promisify(execFile)("jcmd", [pid, "GC.heap_info"]);
  const used = (pattern: RegExp) =>
    [...stdout.matchAll(pattern)].reduce((sum, [, kilobytes]) => sum + (Number(kilobytes) * 1024) / 1e6, 0);
  return {
    heap: used(/(?:new generation|tenured generation)\s+total \d+K, used (\d+)K/g),
    metaspace: used(/Metaspace\s+used (\d+)K/g),
  };
}
