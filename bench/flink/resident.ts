/**
 * What a TaskManager and the processes it has started hold while they run the same program in TypeScript, Java and
 * PyFlink: each on a TaskManager that has run nothing before. Run: `npx tsx bench/flink/resident.ts [rounds]`. Linux.
 */
import { setTimeout as delay } from "node:timers/promises";
import { MEGABYTES, roundsOr, row } from "../figures.ts";
import type { Servers } from "./cluster.ts";
import { fill } from "./events.ts";
import { PROGRAMS, type Program, type Way } from "./programs.ts";
import { onAllWays } from "./ways.ts";

const COMMAND = "npx tsx bench/flink/resident.ts";
const BYTES = 100;
/** Records: some ten seconds of work for the slowest way. */
const RECORDS: Record<Program, number> = { map: 100_000, count: 20_000 };
const NODE = "taskmanager-1";
const LOOK_MS = 100;

const rounds = roundsOr(3);
await onAllWays(async (servers, ways) => {
  for (const program of ["map", "count"] as const) {
    const topic = await fill(servers.kafka, RECORDS[program], BYTES);
    for (const way of ways) {
      const most: number[] = [];
      for (let round = 1; round <= rounds; round++) {
        most.push(await mostHeld(servers, way, program, topic));
        process.stderr.write(
          `${PROGRAMS[program]}, round ${round} of ${rounds}: ${way.name} ${most.at(-1)?.toFixed(0)} MB\n`,
        );
      }
      const measured = `${way.name}, ${PROGRAMS[program]}, ${RECORDS[program]} records of ${BYTES} B: the most while it runs`;
      console.log(row({ command: COMMAND, measured, goal: "" }, most, MEGABYTES));
    }
  }
});

/** @returns MB (10^6 bytes) */
async function mostHeld(servers: Servers, way: Way, program: Program, topic: string): Promise<number> {
  await servers.renew(NODE);
  let most = await servers.memory(NODE, "in each");
  let ended = false;
  const run = way.run(program, topic).finally(() => (ended = true));
  while (!ended) {
    most = Math.max(most, await servers.memory(NODE, "in each"));
    await Promise.race([run, delay(LOOK_MS)]);
  }
  await run;
  return most;
}
