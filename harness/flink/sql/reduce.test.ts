/** What Flink 2.2's gateway told of statements, kept as it was but for most frames and most of what a parser expected. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { reduce } from "./reduce.ts";

const TOLD: Record<string, string> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "testing/told.json"), "utf8"),
);

const reduced = (name: string) => {
  const { message, position } = reduce(TOLD[name] ?? "");
  return position ? `${position.line}:${position.column} ${message}` : message;
};

test.each([
  ["notAStatement", "No statement of Flink SQL begins like this."],
  ["endsTooEarly", "2:13 Syntax error: the statement ends too early."],
  ["reservedWord", '1:8 Syntax error at "count FROM".'],
  ["strayQuote", `1:8 Syntax error at "'".`],
  ["strayParenthesis", '1:24 Syntax error at ")".'],
  ["strayChar", '1:8 Syntax error at "#".'],
  ["unknownTable", "1:15 Object 'nope' not found."],
  ["unknownColumn", "2:4 Column 'pric' not found in any table."],
  ["unknownColumnAt", "2:4 Column 'x' not found in any table."],
  ["otherCase", "1:8 Column 'ID' not found in any table; did you mean 'id'?"],
  ["unknownSink", "Table 'nope' not found."],
  ["notGrouped", "1:14 Expression 'fare' is not being grouped."],
  ["unknownFunction", "1:8 No match found for function signature FOO(<NUMERIC>)."],
  [
    "updatesIntoAppendOnly",
    "The table totals takes only new rows, and this query also updates rows that it gave before (GroupAggregate).",
  ],
  ["noFormat", "The table a1 cannot be used: Could not find required scan format 'value.format'."],
  ["noConnector", "The table a4 cannot be used: There is no connector or format 'kafak'; did you mean 'kafka'?"],
  [
    "missingOption",
    "The table a5 cannot be used: One or more required options are missing. Missing required options are: properties.bootstrap.servers.",
  ],
  [
    "unknownOption",
    "The table a6 cannot be used: Unsupported options: scan.strtup.mode; did you mean 'scan.startup.mode'?",
  ],
  ["exists", "Table (or view) default_database.rides already exists in Catalog default_catalog."],
  [
    "columnsDoNotMatch",
    "Column types of query result and sink for 'totals' do not match. Cause: Incompatible types for sink column 'city' at position 0. Query schema: [id: BIGINT, city: STRING], Sink schema: [city: STRING, n: BIGINT].",
  ],
  ["keysNotStrings", "The gateway cannot write this result as JSON: keys of a MAP or MULTISET have to be strings."],
  [
    "notJson",
    "A record is not what its table says (Unexpected character ('n' (code 110)): was expecting double-quote to start field name): {nope",
  ],
  [
    "failsOnRecord",
    `The query failed on a record: For input string: 'Bergen'. Invalid character found; the record: {"id":0,"fare":0,"city":"Bergen","ts":"2023-11-14 22:13:20.000"}`,
  ],
  ["noSlots", "The cluster has no free slots for the job."],
])("%s", (name, sentence) => {
  expect(reduced(name)).toBe(sentence);
});

test("a reserved word, an updating query and a record that does not fit have a remedy", () => {
  const remedy = (name: string) => reduce(TOLD[name] ?? "").remedy;
  expect(remedy("reservedWord")).toBe("count is a reserved word; as a name it stands in backquotes: `count`.");
  expect(remedy("updatesIntoAppendOnly")).toContain("upsert-kafka");
  expect(remedy("notJson")).toContain("json.ignore-parse-errors");
  expect(remedy("strayParenthesis")).toBeUndefined();
});

test("no sentence holds a frame, a class of Java's or an empty line, and none of them is long", () => {
  for (const name of Object.keys(TOLD)) {
    const { message } = reduce(TOLD[name] ?? "");
    expect(message).not.toMatch(/\n|\tat |\bjava\.|Exception/);
    expect(message.length).toBeLessThan(300);
  }
});

test("what is no stack is told as it is", () => {
  expect(reduce("Not found: /v9/sessions").message).toBe("Not found: /v9/sessions.");
});
