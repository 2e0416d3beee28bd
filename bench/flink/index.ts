/**
 * The same two programs in TypeScript, Java and PyFlink, on one cluster and one input, in turns. Run:
 * `npx tsx bench/flink/index.ts [rounds]`. Linux, with a JDK and Python 3.9 to 3.12 for the rows that need them.
 *
 * A job's start is no part of its speed: each is run on a short and on a long topic, and what is told is the difference.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { flinkLibrary, install } from "../../harness/runtime/jvm/installation.ts";
import { median, roundsOr } from "../figures.ts";
import { chart } from "./chart.ts";
import { onServers, type Servers } from "./cluster.ts";
import { fill } from "./events.ts";
import { compileJava } from "./java.ts";
import { java, type Program, pyflink, typescript, type Way } from "./programs.ts";
import { installPyFlink } from "./python.ts";

/** Records of the short topic and of the long one. */
const SIZES = [
  { bytes: 100, short: 100_000, long: 600_000 },
  { bytes: 1_000, short: 50_000, long: 250_000 },
] as const;

const PROGRAMS: { program: Program; told: string }[] = [
  { program: "map", told: "map" },
  { program: "count", told: "map, keyBy, count in state" },
];

export interface Figure {
  way: string;
  program: string;
  bytes: number;
  /** Records a second, one figure a round. */
  rates: number[];
  /** A job on the short topic, from the command to its end, less the time its records take at that rate; milliseconds. */
  starts: number[];
  /** Of the TaskManager and the processes it has started, after the run; MB. */
  memory: number[];
}

const rounds = roundsOr(3);
const scratch = mkdtempSync(path.join(os.tmpdir(), "katas-bench-java-"));
try {
  const { classPath } = await install("flink", () => undefined, new AbortController().signal);
  const library = await flinkLibrary(() => undefined, new AbortController().signal);
  const connector = library.find(({ name }) => name.startsWith("flink-sql-connector-kafka"))?.file ?? "";
  const compiled = await compileJava(classPath, scratch);
  const py = await installPyFlink();
  if (!compiled) process.stderr.write("There is no javac here, so Java's rows are left out.\n");
  const beside = [compiled, py?.jar].filter((jar) => jar !== undefined);
  await onServers(beside, async (servers) => {
    const ways = [
      typescript(servers),
      ...(py ? [pyflink(servers, py, "process", connector), pyflink(servers, py, "thread", connector)] : []),
      ...(compiled ? [java(servers)] : []),
    ];
    const figures = await measure(servers, ways);
    print(figures);
    writeFileSync(path.join(import.meta.dirname, "rates.svg"), chart(figures));
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Every way of every program, in turns; the first round warms up and is not counted. */
async function measure(servers: Servers, ways: Way[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { bytes, short, long } of SIZES) {
    const [few, many] = [await fill(servers.kafka, short, bytes), await fill(servers.kafka, long, bytes)];
    for (const { program, told } of PROGRAMS) {
      const own = ways.map(
        ({ name }): Figure => ({ way: name, program: told, bytes, rates: [], starts: [], memory: [] }),
      );
      for (let round = 0; round <= rounds; round++) {
        for (const [i, way] of ways.entries()) {
          const begun = performance.now();
          const little = await way.run(program, few);
          const much = await way.run(program, many);
          const rate = ((long - short) / (much.runningMs - little.runningMs)) * 1_000;
          const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
          process.stderr.write(
            `${bytes} B, ${program}, round ${round} of ${rounds}: ${way.name} ${Math.round(rate / 1_000)}k/s (${seconds} s)\n`,
          );
          if (round === 0) continue;
          own[i]?.rates.push(rate);
          own[i]?.starts.push(little.wholeMs - (short / rate) * 1_000);
          own[i]?.memory.push(await servers.memory("taskmanager-1"));
        }
      }
      figures.push(...own);
    }
  }
  return figures;
}

function print(figures: Figure[]): void {
  console.log(
    "| records | program | way | records/s, median [min-max] | TypeScript is | start to end of a job, less its records | TaskManager and its processes | n |",
  );
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  for (const { way, program, bytes, rates, starts, memory } of figures) {
    const ours = figures.find((one) => one.way === "TypeScript" && one.program === program && one.bytes === bytes);
    // Round by round: what else the machine did met both.
    const ratios = rates.map((rate, round) => (ours?.rates[round] ?? Number.NaN) / rate);
    const thousands = (rate: number) => `${Math.round(rate / 1_000)}k`;
    const cells = [
      `${bytes} B`,
      program,
      way,
      `**${thousands(median(rates))}** [${thousands(Math.min(...rates))}-${thousands(Math.max(...rates))}]`,
      way === "TypeScript" ? "" : `${median(ratios).toFixed(1)} times as fast`,
      `${(median(starts) / 1_000).toFixed(1)} s`,
      `${Math.round(median(memory))} MB`,
      rates.length,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
