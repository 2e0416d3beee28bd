import { SqlSession } from "./session.ts";

/** As the course's first query: it goes through all that a windowed INSERT needs, and begins no job. */
const STATEMENTS = [
  `CREATE TABLE read_once (happened TIMESTAMP_LTZ(3), cents BIGINT, WATERMARK FOR happened AS happened) WITH ('connector' = 'datagen')`,
  `CREATE TABLE written (begins TIMESTAMP(3), ends TIMESTAMP(3), cents BIGINT) WITH ('connector' = 'blackhole')`,
  `EXPLAIN INSERT INTO written SELECT window_start, window_end, SUM(cents)
   FROM TUMBLE(TABLE read_once, DESCRIPTOR(happened), INTERVAL '1' MINUTE) GROUP BY window_start, window_end`,
];

/**
 * Has a gateway load its planner, which takes seconds in one that was just started, and nothing after that: no check's
 * time should run meanwhile.
 */
export async function loadPlanner(url: string): Promise<void> {
  const session = await SqlSession.open(url);
  try {
    for (const statement of STATEMENTS) await session.execute(statement);
  } finally {
    await session.close();
  }
}
