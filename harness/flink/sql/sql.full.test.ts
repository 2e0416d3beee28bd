/**
 * SQL from Kafka to Kafka through a real gateway: servers of this test's own, of the jvm runtime. Needs Java.
 */
import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Cluster, type Topic } from "../../kafka/index.ts";
import { Problem } from "../../problem.ts";
import { ownServers } from "../../runtime/testing/own-servers.ts";
import { FlinkRest, Job } from "../submit/index.ts";
import { loadPlanner } from "../warm/index.ts";
import { type ChangelogRow, type Query, runScript, SqlRefused, SqlSession, type Values } from "./index.ts";

const { java, suite, start, remove } = await ownServers("sql", "SQL on a real gateway");

/** A script's tables; `rides` ends where its topic ended when it was asked. */
const TABLES = `CREATE TABLE rides (
  id BIGINT, city STRING, price INT, ts TIMESTAMP(3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = '\${rides}', 'properties.bootstrap.servers' = '\${brokers}', 'format' = 'json',
  'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = '\${bounded}'
);
CREATE TABLE totals (city STRING, n BIGINT) WITH (
  'connector' = 'kafka', 'topic' = '\${totals}', 'properties.bootstrap.servers' = '\${brokers}', 'format' = 'json'
);
`;
const LINES = TABLES.split("\n").length;

const START = Date.UTC(2026, 2, 1, 8);
const SECOND = 1_000;
/** Nine rides, one each 20 seconds, by turns in two cities. */
const RIDES = Array.from({ length: 9 }, (_, id) => ride(id, START + id * 20 * SECOND));

function ride(id: number, at: number) {
  const ts = new Date(at).toISOString().replace("T", " ").replace("Z", "");
  return { id, city: id % 2 === 0 ? "Oslo" : "Bergen", price: 10 * id, ts };
}

let rest: FlinkRest;
let sqlGateway: string;
let kafka: Cluster;
let brokers: string;
let topics = 0;
let session: SqlSession;

interface Scene {
  readonly rides: Topic;
  readonly totals: Topic;
  readonly values: Values;
}

/** Topics of their own, and the script's values for them. */
async function scene(records: readonly unknown[] = RIDES, bounded = "latest-offset"): Promise<Scene> {
  const number = ++topics;
  const rides = await kafka.createTopic(`rides-${number}`, { partitions: 1 });
  const totals = await kafka.createTopic(`totals-${number}`, { partitions: 1 });
  await rides.produce(records.map((value) => ({ value: typeof value === "string" ? value : JSON.stringify(value) })));
  return { rides, totals, values: { brokers, rides: rides.name, totals: totals.name, bounded } };
}

/** Runs a script behind the tables. @returns what its last statement gave */
async function run(script: string, { values }: { values: Values }) {
  const result = (await runScript(session, TABLES + script, values)).at(-1);
  if (result === undefined) throw new Error("the script has no statement");
  return result;
}

async function all(query: Query | { readonly kind: string }): Promise<ChangelogRow[]> {
  if (!(Symbol.asyncIterator in query)) throw new Error(`it is no query but ${query.kind}`);
  const rows: ChangelogRow[] = [];
  for await (const row of query) rows.push(row);
  return rows;
}

/** What is refused, when it is submitted or when it is read; the position is told from the line behind the tables. */
async function refused(script: string, given?: Scene) {
  const { values } = given ?? (await scene([]));
  const error = await run(script, { values })
    .then(all)
    .catch((error: unknown) => error);
  if (!(error instanceof SqlRefused)) throw new Error("it was not refused", { cause: error });
  const { message, remedy, position } = error;
  return { message, remedy, at: [position.line - LINES + 1, position.column] };
}

const inserted = async (script: string, given: Scene): Promise<Job> => {
  const result = await run(script, given);
  if (result.kind !== "job") throw new Error(`it is no INSERT but ${result.kind}`);
  return new Job(rest, result.jobId, { name: "INSERT", at: { file: "totals.sql", ...result.position } });
};

describe.runIf(java)(suite, () => {
  beforeAll(async () => {
    const [broker, cluster] = await start();
    kafka = new Cluster(broker.brokers);
    brokers = broker.inside.join(",");
    rest = new FlinkRest(cluster.rest);
    sqlGateway = cluster.sqlGateway;
    // The second time it finds the job that the first began, and begins none.
    for (let time = 1; time <= 2; time++) await loadPlanner(sqlGateway, cluster.rest);
    expect(await rest.jobs()).toMatchObject([{ name: "katas-first-insert", state: "FINISHED" }]);
  }, 180_000);
  afterAll(async () => {
    await kafka?.close();
    await remove();
  }, 60_000);
  beforeEach(async () => {
    session = await SqlSession.open(sqlGateway);
  });
  afterEach(async () => {
    await Promise.all(session.jobs.map((id) => new Job(rest, id).cancel()));
    await session.close();
  });

  describe("a query", () => {
    test("gives its columns and the changelog of what it counts, to its end", async () => {
      const query = await run("SELECT city, COUNT(*) AS n FROM rides GROUP BY city", await scene(RIDES.slice(0, 3)));
      if (query.kind !== "query") throw new Error("it is no query");
      expect(query.columns.map(({ name, logicalType }) => `${name} ${logicalType.type}`)).toEqual([
        "city VARCHAR",
        "n BIGINT",
      ]);
      expect(await all(query)).toEqual([
        { kind: "+I", fields: { city: "Oslo", n: 1 } },
        { kind: "+I", fields: { city: "Bergen", n: 1 } },
        { kind: "-U", fields: { city: "Oslo", n: 1 } },
        { kind: "+U", fields: { city: "Oslo", n: 2 } },
      ]);
    }, 60_000);

    test("with tumbling windows gives a row for each, once, with times of events", async () => {
      const rows = await all(
        await run(
          `SELECT window_start, window_end, COUNT(*) AS n
             FROM TABLE(TUMBLE(TABLE rides, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end`,
          await scene(),
        ),
      );
      const minute = (nth: number) => START + nth * 60 * SECOND;
      expect(rows).toEqual(
        [0, 1, 2].map((nth) => ({
          kind: "+I",
          fields: { window_start: minute(nth), window_end: minute(nth + 1), n: 3 },
        })),
      );
    }, 60_000);

    test("with session windows ends each after its gap", async () => {
      const records = [0, 10, 20, 60, 65].map((second, id) => ride(id, START + second * SECOND));
      const rows = await all(
        await run(
          `SELECT window_start, window_end, COUNT(*) AS n
             FROM TABLE(SESSION(TABLE rides, DESCRIPTOR(ts), INTERVAL '30' SECOND)) GROUP BY window_start, window_end`,
          await scene(records),
        ),
      );
      const fields = (from: number, to: number, n: number) => ({
        window_start: START + from * SECOND,
        window_end: START + to * SECOND,
        n,
      });
      expect(rows.map((row) => row.fields)).toEqual([fields(0, 50, 3), fields(60, 95, 2)]);
    }, 60_000);

    test("without an end is cancelled when its reader leaves", async () => {
      const query = await run("SELECT id FROM rides", await scene(RIDES, "unbounded"));
      if (query.kind !== "query") throw new Error("it is no query");
      const seen: unknown[] = [];
      for await (const { fields } of query) {
        seen.push(fields.id);
        if (seen.length === 5) break;
      }
      expect(seen).toEqual([0, 1, 2, 3, 4]);
      expect(await new Job(rest, query.jobId).ended()).toBe("CANCELED");
    }, 60_000);

    test("gives every type as it is documented", async () => {
      const query = await session.query(
        `SELECT 9223372036854775807 AS big, CAST(1.50 AS DECIMAL(10, 2)) AS money, X'0aff' AS raw_bytes,
           CAST(TIMESTAMP '2026-03-01 08:00:00.5' AS TIMESTAMP_LTZ(3)) AS ltz, ARRAY[1, 2] AS list, MAP['a', 1] AS counts,
           ROW('x', DATE '2026-03-01') AS pair, CAST(NULL AS INT) AS nothing`,
      );
      const [row] = await all(query);
      expect(row?.fields).toEqual({
        big: 9223372036854775807n,
        money: 1.5,
        raw_bytes: new Uint8Array([0x0a, 0xff]),
        ltz: START + 500,
        list: [1, 2],
        counts: new Map([["a", 1]]),
        pair: { EXPR$0: "x", EXPR$1: "2026-03-01" },
        nothing: null,
      });
    }, 60_000);
  });

  describe("what is inserted", () => {
    test("a record that is not JSON ends the job, which tells it and the place of the INSERT", async () => {
      const given = await scene([ride(0, START), "{nope"]);
      const job = await inserted("\n  INSERT INTO totals SELECT city, price FROM rides", given);
      await job.ended();
      expect(await job.failure()).toMatchObject({
        record: "{nope",
        frames: [{ name: "INSERT", at: { file: "totals.sql", line: LINES + 1, column: 3 } }],
        message: expect.stringContaining("Unexpected char"),
      });
    }, 60_000);

    test("is in the topic when the job has finished", async () => {
      const given = await scene();
      const job = await inserted("INSERT INTO totals SELECT city, price FROM rides WHERE price > 60", given);
      await job.finished();
      expect(await given.totals.values({ isolation: "read_committed" })).toEqual([
        { city: "Bergen", n: 70 },
        { city: "Oslo", n: 80 },
      ]);
      expect(session.jobs).toEqual([job.id]);
    }, 60_000);

    test("by a statement set comes of one job", async () => {
      const given = await scene();
      const set = `EXECUTE STATEMENT SET BEGIN
        INSERT INTO totals SELECT city, 1 FROM rides WHERE id = 0;
        INSERT INTO totals SELECT city, 2 FROM rides WHERE id = 1;
      END;`;
      await (await inserted(set, given)).finished();
      const values = await given.totals.values<{ n: number }>({ isolation: "read_committed" });
      expect(values.map(({ n }) => n).toSorted()).toEqual([1, 2]);
      expect(session.jobs).toHaveLength(1);
    }, 60_000);
  });

  test("EXPLAIN tells what is executed, and refusals keep their place in it", async () => {
    await run("SHOW TABLES", await scene([]));
    const { text, optimized } = await session.explain("SELECT city, COUNT(*) FROM rides GROUP BY city");
    expect(text).toContain("== Abstract Syntax Tree ==");
    expect(optimized).toMatch(/^GroupAggregate\(groupBy=\[city\]/);
    expect(optimized).not.toContain("==");
    const place = { line: 7, column: 3, text: "SELECT nope FROM rides" };
    await expect(session.explain(place)).rejects.toMatchObject({ position: { line: 7, column: 10 } });
  }, 60_000);

  test("SET holds for its session, and SHOW and DESCRIBE give rows", async () => {
    await session.set("table.exec.source.idle-timeout", "3 s");
    const settings = await session.execute("SET");
    if (settings.kind !== "rows") throw new Error("SET shows no settings");
    expect(settings.rows).toContainEqual({ key: "table.exec.source.idle-timeout", value: "3 s" });
    expect(settings.rows).toContainEqual({ key: "table.local-time-zone", value: "UTC" });
    const shown = await run("SHOW TABLES", await scene([]));
    expect(shown).toMatchObject({ rows: [{ "table name": "rides" }, { "table name": "totals" }] });
  }, 60_000);

  describe("refused, in one sentence and with its place in the script", () => {
    test.each([
      ["a syntax error", "SELECT id\nFROM rides WHERE", "Syntax error: the statement ends too early.", [2, 16]],
      ["an unknown table", "SELECT id\nFROM ride", "Object 'ride' not found; did you mean 'rides'?", [2, 6]],
      [
        "an unknown column",
        "SELECT id,\n  pric FROM rides",
        "Column 'pric' not found in any table; did you mean 'price'?",
        [2, 3],
      ],
      [
        "a query whose result is updated, into a topic",
        "\nINSERT INTO totals SELECT city, COUNT(*) FROM rides GROUP BY city",
        "The table totals takes only new rows, and this query also updates rows that it gave before (GroupAggregate).",
        [2, 1],
      ],
      [
        "a table without an option that it needs",
        "CREATE TABLE t (id INT) WITH ('connector' = 'kafka', 'format' = 'json', 'topic' = 't');\nSELECT id FROM t",
        "The table t cannot be used: One or more required options are missing. Missing required options are: properties.bootstrap.servers.",
        [2, 1],
      ],
    ])(
      "%s",
      async (_, script, message, at) => {
        expect(await refused(script)).toMatchObject({ message, at });
      },
      60_000,
    );

    test("a column behind a placeholder", async () => {
      const { values } = await scene([]);
      await run("SHOW TABLES", { values });
      const script = `SELECT city FROM \${table} WHERE nope > 1`;
      const ran = runScript(session, script, { table: "totals" });
      await expect(ran).rejects.toMatchObject({ position: { line: 1, column: script.indexOf("nope") + 1 } });
    }, 60_000);
  });

  describe("that fails while it runs", () => {
    test("on a record that is not JSON: the record", async () => {
      const { message, remedy, at } = await refused("SELECT id FROM rides", await scene([ride(0, START), "{nope"]));
      expect(message).toMatch(/^A record is not what its table says \(Unexpected character .*\): \{nope$/);
      expect(remedy).toContain("json.ignore-parse-errors");
      expect(at).toEqual([1, 1]);
    }, 60_000);

    test("on a cast: the value, and the record", async () => {
      const { message } = await refused("SELECT CAST(city AS INT) FROM rides", await scene([ride(0, START)]));
      expect(message).toContain("The query failed on a record: For input string: 'Oslo'.");
      expect(message).toContain('{"id":0,');
    }, 60_000);

    test("for want of slots", async () => {
      await session.set("parallelism.default", "9");
      await session.set("slot.request.timeout", "500");
      const { message } = await refused("SELECT city, COUNT(*) FROM rides GROUP BY city", await scene([]));
      expect(message).toBe("The cluster has no free slots for the job.");
    }, 90_000);
  });

  test("a session that has ended has ended its queries, says so, and can be closed again", async () => {
    const ended = await SqlSession.open(sqlGateway);
    const { values } = await scene([], "unbounded");
    await runScript(ended, `${TABLES}SELECT id FROM rides`, values);
    await ended.close();
    for (const id of ended.jobs) expect(await new Job(rest, id).ended()).toBe("CANCELED");
    expect(ended.jobs).toHaveLength(1);
    const executed = ended.execute("SHOW TABLES");
    await expect(executed).rejects.toThrow(Problem);
    await expect(executed).rejects.toThrow("The SQL session is closed, or has expired");
    await ended.close();
  }, 60_000);

  test("a gateway that does not answer is a problem, and not for long", async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const address = silent.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const late = SqlSession.open(url, { withinMs: 200 });
    await expect(late).rejects.toThrow(`The SQL Gateway at ${url} does not answer within 0.2 s.`);
    await new Promise((done) => silent.close(done));
    await expect(SqlSession.open(url)).rejects.toThrow(`The SQL Gateway at ${url} does not answer.`);
  });
});
