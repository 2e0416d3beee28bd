import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../../problem.ts";
import type { SqlSession } from "../sql/index.ts";
import { FlinkRest, Job } from "../submit/index.ts";
import { once } from "./cluster.ts";

/** A gateway starts when the rest of its cluster is ready. */
const START_MS = 60_000;
const LOOK_MS = 100;

const NAME = "katas-first-insert";

/** As the course's first script: its INSERT goes through all that one over windows needs. */
const TABLES = [
  `CREATE TABLE read_once (happened TIMESTAMP_LTZ(3), cents BIGINT, WATERMARK FOR happened AS happened)
   WITH ('connector' = 'datagen', 'number-of-rows' = '1')`,
  `CREATE TABLE written (begins TIMESTAMP(3), ends TIMESTAMP(3), cents BIGINT) WITH ('connector' = 'blackhole')`,
];
const INSERT = `INSERT INTO written SELECT window_start, window_end, SUM(cents)
  FROM TUMBLE(TABLE read_once, DESCRIPTOR(happened), INTERVAL '1' MINUTE) GROUP BY window_start, window_end`;

/**
 * Waits until a gateway answers, and has it load its planner, and its cluster what it runs of SQL.
 *
 * @param url   the gateway's address
 * @param rest  of its cluster's REST API
 * @throws Problem if one of them does not answer within a minute
 */
export async function loadPlanner(url: string, rest: string): Promise<void> {
  const cluster = new FlinkRest(rest);
  await once(cluster, NAME, async () => {
    const session = await whenItAnswers(url);
    try {
      for (const table of TABLES) await session.execute(table);
      await new Job(cluster, await session.insert(INSERT)).finished();
    } finally {
      await session.close();
    }
  });
}

async function whenItAnswers(url: string): Promise<SqlSession> {
  // Loaded only here: a cluster whose planner is loaded needs none of it.
  const { SqlSession } = await import("../sql/index.ts");
  const deadline = performance.now() + START_MS;
  const properties = { "pipeline.name": NAME };
  for (;;) {
    try {
      return await SqlSession.open(url, { properties });
    } catch (error) {
      if (!(error instanceof Problem) || performance.now() > deadline) throw error;
    }
    await pause(LOOK_MS);
  }
}
