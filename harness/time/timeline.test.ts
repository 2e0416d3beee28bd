import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WindowResult } from "../kata/index.ts";
import { timed, windowed } from "./notation.ts";
import { timeline } from "./timeline.ts";

/** Windows in a line are separated by semicolons. */
function picture(arrivals: string, expected: string, actual: string, width?: number): string {
  const lines = timeline({ arrivals: timed(arrivals), expected: windows(expected), actual: windows(actual) }, width);
  return `\n${lines.join("\n")}\n`;
}

function windows(text: string): WindowResult[] {
  return text === "" ? [] : text.split("; ").map(windowed);
}

describe("pictures", () => {
  test("two sessions that should have become one", () => {
    expect(picture("ann@0 ann@50 ann@25", "ann [0,80) 3", "ann [0,55) 2; ann [50,80) 1")).toBe(`
key ann           event time  0            25          50 55          80
arrived 1st  ann@0            o
arrived 2nd  ann@50                                    o
arrived 3rd  ann@25                        o
expected     [0,80) 3 events  |---------------------------------------|
yours        [0,55) 2 events  |---------------------------|
                       ^ first difference: other bounds, expected [0,80)
             [50,80) 1 event                           |--------------|
`);
  });

  test("off by one: the labels of 60 and 61 would touch, the words tell them apart", () => {
    expect(picture("ann@0 ann@59:5", "ann [0,60) 2 sum 6", "ann [0,61) 2 sum 6")).toBe(`
key ann                  event time  0                               60
arrived 1st  ann@0                   o
arrived 2nd  ann@59:5                                                o
expected     [0,60) 2 events, sum 6  |-------------------------------|
yours        [0,61) 2 events, sum 6  |--------------------------------|
                       ^ first difference: other bounds, expected [0,60)
`);
  });

  test("a count is wrong; there is room for the mark beside its bar", () => {
    expect(picture("ann@0 ann@299", "ann [0,20) 1; ann [280,300) 1", "ann [280,300) 1; ann [0,20) 2", 92)).toBe(`
key ann             event time  0   20                                               280 300
arrived 1st  ann@0              o
arrived 2nd  ann@299                                                                     o
expected     [0,20) 1 event     |---|
             [280,300) 1 event                                                       |---|
yours        [0,20) 2 events    |---|  <- first difference: other count, expected 1
             [280,300) 1 event                                                       |---|
`);
  });

  test("nothing was given", () => {
    expect(picture("ann@0 ann@59", "ann [0,60) 2", "")).toBe(`
key ann           event time  0                                       60
arrived 1st  ann@0            o
arrived 2nd  ann@59                                                  o
expected     [0,60) 2 events  |---------------------------------------|
                              ^ first difference: missing
yours        no window
`);
  });

  test("nothing was expected, and nothing arrived", () => {
    expect(picture("", "", "cid [0,10) 1; bob [-5,5) 1; dee [0,10) 1")).toBe(`
key bob       event time  -5                                           5
arrived   no event
expected  no window
yours     [-5,5) 1 event  |--------------------------------------------|
                          ^ first difference: not expected
2 other keys differ as well.
`);
  });

  test("the right window twice, around one moment: a span of 0", () => {
    expect(picture("bob@9 ann@5", "ann [5,5) 1; bob [9,9) 1", "ann [5,5) 1; bob [9,9) 1; ann [5,5) 1")).toBe(`
key ann         event time  5
arrived 2nd  ann@5          o
expected     [5,5) 1 event  |
yours        [5,5) 1 event  |
             [5,5) 1 event  |  <- first difference: not expected again
`);
  });

  test("negative times", () => {
    expect(picture("ann@-31 ann@-1", "ann [-60,-30) 1; ann [-30,0) 1", "ann [-30,0) 1; ann [0,30) 1")).toBe(`
key ann             event time  -60          -30         0            30
arrived 1st  ann@-31                        o
arrived 2nd  ann@-1                                      o
expected     [-60,-30) 1 event  |------------|
                                ^ first difference: missing
             [-30,0) 1 event                 |-----------|
yours        [-30,0) 1 event                 |-----------|
             [0,30) 1 event                              |------------|
`);
  });

  test("huge times are offsets from the smallest", () => {
    expect(
      picture("ann@1700000000000", "ann [1699999980000,1700000040000) 1", "ann [1699999980001,1700000040001) 1"),
    ).toBe(`
+0 is event time 1699999980000
key ann               event time  +0         +20000               +60000
arrived 1st  ann@+20000                      o
expected     [+0,+60000) 1 event  |-------------------------------|
yours        [+1,+60001) 1 event  |-------------------------------|
                  ^ first difference: other bounds, expected [+0,+60000)
`);
  });

  test("long lists are cut around the first difference", () => {
    const many = Array.from({ length: 30 }, (_, i) => `ann@${i * 10}`).join(" ");
    const right = Array.from({ length: 15 }, (_, i) => `ann [${i * 20},${i * 20 + 20}) 2`);
    const wrong = right.map((window, i) => (i < 7 ? window : window.replace(") 2", ") 1")));
    expect(picture(many, right.join("; "), wrong.toReversed().join("; "))).toBe(`
key ann               event time  100 110  120 130  140 150 160  170 180
arrived 12th  ann@110                 o
arrived 13th  ann@120                      o
arrived 14th  ann@130                          o
arrived 15th  ann@140                               o
arrived 16th  ann@150                                   o
arrived 17th  ann@160                                       o
arrived 18th  ann@170                                            o
arrived 19th  ann@180                                                o
expected      [100,120) 2 events  |--------|
              [120,140) 2 events           |--------|
              [140,160) 2 events                    |-------|
              [160,180) 2 events                            |--------|
yours         [100,120) 2 events  |--------|
              [120,140) 2 events           |--------|
              [140,160) 1 event                     |-------|
                             ^ first difference: other count, expected 2
              [160,180) 1 event                             |--------|
Not drawn: 22 events, 11 windows expected, 11 windows of yours.
`);
  });

  test("narrow: the axis shrinks, then words have to do", () => {
    const merge = ["ann@0 ann@50 ann@25", "ann [0,80) 3", "ann [0,55) 2; ann [50,80) 1"] as const;
    expect(picture(...merge, 50)).toBe(`
key ann           event time  0     25    55    80
arrived 1st  ann@0            o
arrived 2nd  ann@50                      o
arrived 3rd  ann@25                 o
expected     [0,80) 3 events  |-----------------|
yours        [0,55) 2 events  |-----------|
 ^ first difference: other bounds, expected [0,80)
             [50,80) 1 event             |------|
`);
    expect(picture(...merge, 32)).toBe(`
key ann
arrived 1st  ann@0
arrived 2nd  ann@50
arrived 3rd  ann@25
expected     [0,80) 3 events
yours        [0,55) 2 events
^ first difference:
  other bounds, expected [0,80)
             [50,80) 1 event
`);
  });
});

describe("first difference", () => {
  test("the order of windows does not matter", () => {
    expect(picture("", "ann [0,5) 1; bob [0,5) 1", "bob [0,5) 1; ann [0,5) 1")).toBe(
      "\nNo difference: these are the expected windows.\n",
    );
  });

  test.each([
    ["ann [0,5) 3", "ann [0,5) 2", "other count, expected 3"],
    ["ann [0,5) 3", "ann [0,5) 3 sum 9", "other sum, expected 3"],
    ["ann [0,5) 3; ann [5,9) 1", "ann [5,9) 1", "missing"],
    ["ann [5,9) 1", "ann [5,9) 1; ann [0,5) 3", "not expected"],
    ["ann [0,5) 3; bob [1,6) 1", "ann [0,5) 3; bob [1,7) 1", "other bounds, expected [1,6)"],
  ])("expected %s, given %s: %s", (expected, actual, words) => {
    expect(picture("", expected, actual)).toContain(`first difference: ${words}\n`);
  });

  test("a key of other letters is escaped, a long one cut", () => {
    const actual = [{ ...windowed("ann [0,5) 1"), key: "zo\u00eb\n\u0000 and friends" }];
    expect(timeline({ arrivals: [], expected: [], actual })[0]).toContain(String.raw`key zo\u{eb}\u{a}...  event`);
  });

  test("values that are no numbers are told, not drawn", () => {
    const actual = [{ key: "ann", start: Number.NaN, end: Infinity, count: 1, sum: 1 }];
    const lines = timeline({ arrivals: [], expected: windows("ann [0,5) 1"), actual });
    expect(lines).toContain("yours     [NaN,Infinity) 1 event");
  });

  test("a window without its fields is told as it is", () => {
    const actual: WindowResult[] = JSON.parse('[{ "key": "ann", "start": 0 }]');
    const lines = timeline({ arrivals: [], expected: windows("ann [0,5) 1"), actual });
    expect(lines).toContain("yours     [0,undefined) undefined events");
  });
});

describe("any input", () => {
  const key = fc.oneof(fc.constantFrom("ann", "bob"), fc.string({ unit: "binary", maxLength: 40 }));
  const time = fc.oneof(fc.integer({ min: -50, max: 200 }), fc.maxSafeInteger(), fc.double());
  const event = fc.record({ key, time, value: fc.integer() });
  const window = fc.record({ key, start: time, end: time, count: fc.nat(), sum: fc.integer() });
  const slip = fc.constantFrom<(right: WindowResult) => WindowResult[]>(
    (right) => [right],
    () => [],
    (right) => [right, right],
    (right) => [{ ...right, end: right.end + 1 }],
    (right) => [{ ...right, count: right.count + 1 }],
    (right) => [{ ...right, sum: right.sum + right.count + 1 }],
  );
  const input = fc.record({
    arrivals: fc.array(event, { maxLength: 40 }),
    results: fc.array(fc.record({ right: window, slip }), { maxLength: 40 }),
    alien: window.map((any) => ({ ...any, key: "nobody expected this key" })),
    width: fc.integer({ min: 20, max: 120 }),
  });

  test("fits, and names the first difference", () => {
    fc.assert(
      fc.property(input, ({ arrivals, results, alien, width }) => {
        const expected = results.map(({ right }) => right);
        const actual = [alien, ...results.flatMap(({ right, slip }) => slip(right))];
        const lines = timeline({ arrivals, expected, actual }, width);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
        expect(lines.length).toBeLessThanOrEqual(24);
        expect(lines.join(" ")).toMatch(/first\s+difference:\s+(missing|not\s+expected|other\s+(bounds|count|sum))/);
        expect(lines.join("")).toMatch(/^[ -~]*$/);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
