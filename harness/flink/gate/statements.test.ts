import { describe, expect, test } from "vitest";
import { type SqlRefused, splitScript } from "../sql/index.ts";
import { refuseStatements } from "./index.ts";

const REACH = { brokers: ["127.0.0.1:9092", "127.0.0.1:9093"], topics: ["orders", "counts"] };

function fault(script: string): string | undefined {
  try {
    refuseStatements(splitScript(script), REACH);
    return undefined;
  } catch (error) {
    return (error as SqlRefused).message;
  }
}

const table = (options: Record<string, string>) => `CREATE TABLE t (a INT) WITH (${pairs(options)})`;
const hint = (options: Record<string, string>) => `SELECT * FROM t /*+ OPTIONS(${pairs(options)}) */`;
const pairs = (options: Record<string, string>) =>
  Object.entries(options)
    .map(([name, value]) => `'${name}' = '${value}'`)
    .join(", ");

describe("what an answer needs may be executed", () => {
  test.each([
    `CREATE TABLE orders (
      order_id STRING, total_cents BIGINT, placed_at TIMESTAMP(3) METADATA FROM 'timestamp',
      WATERMARK FOR placed_at AS placed_at - INTERVAL '2' SECOND -- as late as that
    ) WITH (
      'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = '127.0.0.1:9092,127.0.0.1:9093',
      'properties.group.id' = 'g', 'properties.auto.offset.reset' = 'earliest', 'scan.startup.mode' = 'earliest-offset',
      'scan.bounded.mode' = 'latest-offset', 'scan.watermark.idle-timeout' = '1 s', 'format' = 'json',
      'json.ignore-parse-errors' = 'true'
    )`,
    table({ connector: "upsert-kafka", topic: "orders;counts", "key.format": "json", "value.format": "json" }),
    table({ connector: "kafka", "sink.delivery-guarantee": "exactly-once", "sink.transactional-id-prefix": "x" }),
    "CREATE TEMPORARY VIEW v AS WITH x(a) AS (SELECT raw FROM t) SELECT `with`, `options` FROM x /* why: it's so */",
    "INSERT INTO counts SELECT window_start, window_end, COUNT(*) FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '5' MINUTES)) GROUP BY window_start, window_end",
    "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END",
    "SET 'table.exec.source.idle-timeout' = '1 s'; SET 'parallelism.default' = '2'; RESET 'parallelism.default'",
    "EXPLAIN CHANGELOG_MODE SELECT 'it''s', U FROM t WHERE a = 'ADD JAR'",
    "SELECT * FROM t /*+ OPTIONS('scan.startup.mode' = 'latest-offset'), STATE_TTL('t' = '1d') */",
    "DROP TABLE IF EXISTS t; SHOW TABLES; DESCRIBE t; VALUES (1), (2)",
    "CREATE TABLE copy LIKE orders (EXCLUDING OPTIONS)",
  ])("%s", (script) => {
    expect(fault(script)).toBeUndefined();
  });
});

describe("what reaches further is refused:", () => {
  test.each([
    "ADD JAR '/tmp/x.jar'",
    "add/* */jar '/tmp/x.jar'",
    "REMOVE JAR 'x'",
    "CREATE FUNCTION f AS 'com.acme.F' USING JAR 'file:///tmp/x.jar'",
    "CREATE TEMPORARY SYSTEM FUNCTION f AS 'com.acme.F'",
    "LOAD MODULE hive WITH ('hive-version' = '3')",
    "CREATE CATALOG c WITH ('type' = 'jdbc')",
    "USE CATALOG c",
    "CREATE OR REPLACE TABLE t WITH ('connector' = 'kafka') AS SELECT 1",
    "ALTER TABLE t SET ('connector' = 'filesystem')",
    "CALL sys.expire()",
    "COMPILE PLAN '/tmp/plan.json' FOR INSERT INTO t SELECT 1",
    "EXECUTE PLAN '/etc/passwd'",
    "STOP JOB 'x' WITH SAVEPOINT",
    "SHOW JOBS",
    "SHOW JARS",
    "ANALYZE TABLE t COMPUTE STATISTICS",
    "CREATE MODEL m WITH ('provider' = 'openai')",
    "TRUNCATE TABLE t",
    "QUIT",
  ])("the statement %s", (statement) => {
    expect(fault(statement)).toMatch(/is no statement that may be executed here\.$/);
  });

  test.each([
    ["EXPLAIN EXECUTE PLAN '/etc/passwd'", /plan is not read/],
    ["DESCRIBE JOB '228d70913eab60dda85c5e7f78b5782c'", /A job is looked at/],
    ["CREATE TABLE t (a RAW('com.acme.A', 'AAAA'))", /RAW names a class/],
    ["SELECT CAST(a AS raw /* */ ('com.acme.A', 'AAAA')) FROM t", /RAW names a class/],
    ["CREATE TABLE t (a STRUCTURED<'com.acme.A', b INT>)", /STRUCTURED names a class/],
    ["SELECT OBJECT_OF('com.acme.A', 'a', 1)", /OBJECT_OF names a class/],
    ["SET 'pipeline.jars' = 'file:///tmp/x.jar'", /SET 'pipeline.jars' is none/],
    ["SET 'pipeline.classpaths' = 'file:///tmp/'", /is none/],
    ["SET pipeline.jars = /tmp/x.jar", /A setting is written/],
    ["SET 'state.backend.type' = 'com.acme.Backend'", /is not to be had here/],
    ["SET 'parallelism.default' = '32768'", /is not to be had here/],
    ["SET 'table.exec.resource.default-parallelism' = '129'", /is not to be had here/],
    ["SET 'execution.state-recovery.path' = 'file:///home/ann'", /is none/],
    ["SET 'table.resources.download-dir' = '/home/ann'", /is none/],
  ])("%s", (statement, told) => {
    expect(fault(statement)).toMatch(told);
  });

  test.each([
    [{ connector: "filesystem", path: "/etc", format: "raw" }, /'connector' = 'filesystem' is not to be had/],
    [{ connector: "jdbc" }, /is not to be had/],
    [{ connector: "print" }, /is not to be had/],
    [{ "sink.parallelism": "129" }, /is not to be had/],
    [{ "scan.parallelism": "1e9" }, /is not to be had/],
    [{ path: "/etc/passwd" }, /The option 'path' is none/],
    [{ topic: "ann-orders" }, /'topic' = 'ann-orders' is none of this check's; it has: orders, counts/],
    [{ topic: "orders;ann-orders" }, /is none of this check's/],
    [{ "topic-pattern": ".*" }, /The option 'topic-pattern' is none/],
    [{ "properties.bootstrap.servers": "10.0.0.1:9092" }, /is none of this check's/],
    [{ "properties.sasl.jaas.config": "com.acme.Login required;" }, /is none/],
    [{ "properties.ssl.truststore.location": "/etc/passwd" }, /is none/],
    [{ "properties.interceptor.classes": "com.acme.I" }, /is none/],
    [{ "sink.partitioner": "com.acme.P" }, /is not to be had/],
    [{ format: "avro" }, /is not to be had/],
    [{ "value.protobuf.message-class-name": "com.acme.M" }, /is none/],
  ] as [Record<string, string>, RegExp][])(
    "the options %o, of a table, of one LIKE another, and in a hint",
    (options, told) => {
      expect(fault(table(options))).toMatch(told);
      expect(fault(`create temporary table u with(${pairs(options)}) like t (including all)`)).toMatch(told);
      expect(fault(hint(options))).toMatch(told);
      expect(fault(`INSERT INTO t /*+ \`options\`(${pairs(options)}) */ SELECT 1`)).toMatch(told);
    },
  );
});

describe("no spelling hides it:", () => {
  const told = [
    ["a text in pieces", "CREATE TABLE t (a INT) WITH ('connec' 'tor' = 'filesystem')"],
    ["a value in pieces", "CREATE TABLE t (a INT) WITH ('connector' = 'file'\n'system')"],
    ["unicode escapes", "CREATE TABLE t (a INT) WITH (U&'\\0063onnector' = 'filesystem')"],
    ["a prefix", "CREATE TABLE t (a INT) WITH (_utf8'connector' = 'filesystem')"],
    ["an escaped quote", "SELECT E'\\' /*+ OPTIONS(', 'x'"],
    ["names instead of texts", "SELECT * FROM t /*+ OPTIONS(connector = filesystem) */"],
    ["comments between", "CREATE TABLE t (a INT) WITH /* ' */ ( -- '\n'connector' /* = */ = 'filesystem')"],
    ["small letters", "create table t (a int) with ('connector' = 'filesystem')"],
    ["a comment of another kind", "SELECT 1 // '\n FROM t /*+ OPTIONS('connector' = 'filesystem') */ // '"],
    ["a comment that another lexer ends later", "SELECT 1 /***/ + ' */ FROM t /*+ OPTIONS(' */"],
    [
      "a line that another lexer ends sooner",
      "SELECT 1 -- \r FROM t /*+ OPTIONS('connector' = 'filesystem') */\n AS x",
    ],
    ["double quotes", `SELECT "'" FROM t /*+ OPTIONS('connector' = 'filesystem') */ -- "'"`],
    [
      "a hint in a statement set",
      "EXECUTE STATEMENT SET BEGIN INSERT INTO a /*+ OPTIONS('path'='/x') */ SELECT 1; END",
    ],
    ["AS SELECT", "CREATE TABLE t WITH ('connector' = 'filesystem') AS SELECT 1"],
    ["EXPLAIN before", "EXPLAIN SELECT * FROM t /*+ OPTIONS('path' = '/etc') */"],
  ] as const;
  test.each(told)("%s", (_, statement) => {
    expect(fault(statement)).toMatch(/\.$/);
  });
});

test("a refusal tells where the statement begins", () => {
  const run = () => refuseStatements(splitScript("SELECT 1;\n\n  ADD JAR 'x'"), REACH);
  expect(run).toThrow(expect.objectContaining({ name: "SqlRefused", position: { line: 3, column: 3 } }));
});
