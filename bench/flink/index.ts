/**
 * The same two programs in TypeScript, Java and PyFlink, on one cluster and one input, in turns. Run:
 * `npx tsx bench/flink/index.ts [rounds]`. Linux, with a JDK and Python 3.9 to 3.12 for the rows that need them.
 *
 * A job's start is no part of its speed: each is run on a short and on a long topic, and what is told is the difference.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Job } from "../../harness/flink/submit/index.ts";
import { median, roundsOr } from "../figures.ts";
import { chart } from "./chart.ts";
import type { Servers } from "./cluster.ts";
import { fill } from "./events.ts";
import { PATIENCE_MS, PROGRAMS, type Program, type Ran, TooSlow, type Way } from "./programs.ts";
import { onAllWays } from "./ways.ts";

/** What is run on which records: so many in the short topic and in the long one that the slowest way ends in two minutes. */
const RUNS: { program: Program; bytes: number; short: number; long: number }[] = [
  { program: "map", bytes: 100, short: 100_000, long: 500_000 },
  { program: "count", bytes: 100, short: 20_000, long: 120_000 },
  { program: "map", bytes: 1_000, short: 30_000, long: 150_000 },
  { program: "count", bytes: 1_000, short: 20_000, long: 100_000 },
];

export interface Figure {
  way: string;
  program: string;
  bytes: number;
  /** Records a second, one figure a round. */
  rates: number[];
  /** A job on the short topic, from the command to its end, less the time its records take at that rate; milliseconds. */
  starts: number[];
}

const rounds = roundsOr(3);
await onAllWays(async (servers, ways) => {
  const figures = await measure(servers, ways);
  print(figures);
  writeFileSync(path.join(import.meta.dirname, "rates.svg"), chart(figures.filter(({ rates }) => rates.length > 0)));
});

/** Every way of every program, in turns; the first round warms up and is not counted. */
async function measure(servers: Servers, ways: Way[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { program, bytes, short, long } of RUNS) {
    const [few, many] = [await fill(servers.kafka, short, bytes), await fill(servers.kafka, long, bytes)];
    const own = ways.map(
      ({ name }): Figure => ({ way: name, program: PROGRAMS[program], bytes, rates: [], starts: [] }),
    );
    const slow = new Set<Way>();
    for (let round = 0; round <= rounds; round++) {
      for (const [i, way] of ways.entries()) {
        if (slow.has(way)) continue;
        const begun = performance.now();
        const both = await inTime(way, program, [few, many]);
        if (!both) {
          slow.add(way);
          process.stderr.write(`${bytes} B, ${program}: ${way.name} did not end in time, and is left out\n`);
          await endAll(servers);
          continue;
        }
        const [little, much] = both;
        const rate = ((long - short) / (much.runningMs - little.runningMs)) * 1_000;
        const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
        process.stderr.write(
          `${bytes} B, ${program}, round ${round} of ${rounds}: ${way.name} ${Math.round(rate / 1_000)}k/s (${seconds} s)\n`,
        );
        if (round === 0) continue;
        own[i]?.rates.push(rate);
        own[i]?.starts.push(little.wholeMs - (short / rate) * 1_000);
      }
    }
    figures.push(...own);
  }
  return figures;
}

/** @returns undefined where it takes longer than anybody would wait */
async function inTime(way: Way, program: Program, [few, many]: [string, string]): Promise<[Ran, Ran] | undefined> {
  try {
    return [await way.run(program, few), await way.run(program, many)];
  } catch (error) {
    if (error instanceof TooSlow) return undefined;
    throw error;
  }
}

/** Whoever submitted them has given them up. */
async function endAll({ flink }: Servers): Promise<void> {
  for (const { jid } of await flink.jobs()) await new Job(flink, jid).cancel();
}

function print(figures: Figure[]): void {
  console.log(
    "| records | program | way | records/s, median [min-max] | TypeScript is | start to end of a job, less its records | n |",
  );
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (const { way, program, bytes, rates, starts } of figures) {
    if (rates.length === 0) {
      console.log(`| ${bytes} B | ${program} | ${way} | did not end within ${PATIENCE_MS / 1_000} s | | | 0 |`);
      continue;
    }
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
      rates.length,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
