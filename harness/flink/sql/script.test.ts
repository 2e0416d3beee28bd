import { describe, expect, test } from "vitest";
import { fill, fillStatement, unfilled } from "./fill.ts";
import { type SqlRefused, splitScript } from "./index.ts";

const texts = (script: string) => splitScript(script).map(({ text }) => text);

/** A placeholder. */
const $ = (name: string) => `\${${name}}`;

function refusal(act: () => unknown): SqlRefused {
  try {
    act();
  } catch (error) {
    return error as SqlRefused;
  }
  throw new Error("it was not refused");
}

describe("a script falls into statements", () => {
  test("with the lines and columns of their first words", () => {
    expect(splitScript("-- orders\nSELECT 1;\n\n  SELECT\n  2 ; /* more */ SELECT 3")).toEqual([
      { text: "SELECT 1", line: 2, column: 1 },
      { text: "SELECT\n  2", line: 4, column: 3 },
      { text: "SELECT 3", line: 5, column: 18 },
    ]);
  });

  test.each([
    ["strings", "SELECT ';', 'it''s; so'"],
    ["quoted names", "SELECT `a;``b`"],
    ["comments to the line's end", "SELECT 1 -- one; two\n + 1"],
    ["comments", "SELECT /* one; two */ 1"],
    ["hints", "SELECT * FROM t /*+ OPTIONS('a;b' = 'c') */"],
  ])("not at semicolons in %s", (_, statement) => {
    expect(texts(`${statement};\n${statement};`)).toEqual([statement, statement]);
  });

  test.each([
    ["EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT 1;\nINSERT INTO b SELECT 2;\nEND"],
    ["execute statement set begin insert into a select case when x then 1 end; insert into b select 2; end"],
    ["BEGIN STATEMENT SET; INSERT INTO a SELECT CASE b WHEN 1 THEN CASE WHEN c THEN 2 END END; END"],
    ["EXPLAIN STATEMENT SET /* both; */ BEGIN INSERT INTO a SELECT 'END'; INSERT INTO b SELECT 2; END"],
  ])("not within a statement set: %s", (statement) => {
    expect(texts(`SELECT 1; ${statement}; SELECT CASE WHEN a THEN b END; SELECT 2`)).toEqual([
      "SELECT 1",
      statement,
      "SELECT CASE WHEN a THEN b END",
      "SELECT 2",
    ]);
  });

  test("none of them empty", () => {
    expect(texts("")).toEqual([]);
    expect(texts("-- nothing\n;; /* here */ ;\n")).toEqual([]);
  });

  test.each([
    ["SELECT 1;\nSELECT 'abc;\n", "The string that begins here has no end.", 2, 8],
    ["SELECT `abc;\n", "The quoted name that begins here has no end.", 1, 8],
    ["SELECT 1 /* one", "The comment that begins here has no end.", 1, 10],
    [
      "SELECT 1;\nEXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1;",
      "The statement set that begins here has no END.",
      2,
      1,
    ],
  ])("%j has something without an end", (script, message, line, column) => {
    expect(refusal(() => splitScript(script))).toMatchObject({ message, position: { line, column } });
  });

  test("divisions and lone stars are no comments", () => {
    expect(texts("SELECT 4 / 2 * 3; SELECT 1")).toEqual(["SELECT 4 / 2 * 3", "SELECT 1"]);
  });
});

describe("placeholders", () => {
  test("are filled as the values are", () => {
    expect(
      fill(`'topic' = '${$("rides")}', '${$(" rides ")}' -- ${$("brokers")}`, { rides: "r$1", brokers: "b:9092" }),
    ).toBe("'topic' = 'r$1', 'r$1' -- b:9092");
  });

  test("without a value: the line, and what there is", () => {
    const { message, position } = refusal(() => fill(`SELECT 1;\n  '${$("ride")}'`, { rides: "r", brokers: "b" }));
    expect(message).toBe(`There is no value for ${$("ride")} on line 2; there are: rides, brokers.`);
    expect(position).toEqual({ line: 2, column: 4 });
    expect(refusal(() => fill(`${$("toString")}`, {})).message).toContain("there are no values");
  });

  test("of a statement tell their place in the script", () => {
    const [, second] = splitScript(`SELECT 1;\n  SELECT '${$("no")}';`);
    expect(second && refusal(() => fillStatement(second, {})).position).toEqual({ line: 2, column: 11 });
  });

  test("move what stands behind them, and places are told as in the script", () => {
    const [, written] = splitScript(`SELECT 1; SELECT pric\nFROM ${$("t")}, ${$("u")} WHERE x`);
    const values = { t: "a-long-name", u: "b" };
    if (!written) throw new Error("it has two statements");
    expect(fillStatement(written, values).text).toBe("SELECT pric\nFROM a-long-name, b WHERE x");
    const back = (line: number, column: number) => unfilled(written, values, { line, column });
    expect(back(1, 18)).toEqual({ line: 1, column: 18 });
    expect(back(2, 6)).toEqual({ line: 2, column: 6 });
    expect(back(2, 10)).toEqual({ line: 2, column: 6 });
    expect(back(2, 19)).toEqual({ line: 2, column: 12 });
    expect(back(2, 27)).toEqual({ line: 2, column: 23 });
  });
});
