import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../../problem.ts";
import { SqlSession } from "./session.ts";

/** A gateway starts when the rest of its cluster is ready. */
const START_MS = 60_000;
const LOOK_MS = 100;

/** As the course's first query: it goes through all that a windowed INSERT needs, and begins no job. */
const STATEMENTS = [
  `CREATE TABLE read_once (happened TIMESTAMP_LTZ(3), cents BIGINT, WATERMARK FOR happened AS happened) WITH ('connector' = 'datagen')`,
  `CREATE TABLE written (begins TIMESTAMP(3), ends TIMESTAMP(3), cents BIGINT) WITH ('connector' = 'blackhole')`,
  `EXPLAIN INSERT INTO written SELECT window_start, window_end, SUM(cents)
   FROM TUMBLE(TABLE read_once, DESCRIPTOR(happened), INTERVAL '1' MINUTE) GROUP BY window_start, window_end`,
];

/**
 * Waits until a gateway answers, and has it load its planner, which takes seconds in one that was just started, and
 * nothing after that: no check's time should run meanwhile.
 * @throws Problem if it does not answer within a minute
 */
export async function loadPlanner(url: string): Promise<void> {
  const session = await whenItAnswers(url);
  try {
    for (const statement of STATEMENTS) await session.execute(statement);
  } finally {
    await session.close();
  }
}

async function whenItAnswers(url: string): Promise<SqlSession> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    try {
      return await SqlSession.open(url);
    } catch (error) {
      if (!(error instanceof Problem) || performance.now() > deadline) throw error;
    }
    await pause(LOOK_MS);
  }
}
