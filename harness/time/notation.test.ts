import { expect, test } from "vitest";
import { happeningText, reported, script, scripted, timed, windowed, windowText } from "./notation.ts";

test("events are read in the order of arrival", () => {
  expect(timed("ann@0  bob@-3:250")).toEqual([
    { key: "ann", time: 0, value: 1 },
    { key: "bob", time: -3, value: 250 },
  ]);
  expect(timed("")).toEqual([]);
});

test("a watermark stands between events", () => {
  expect(scripted("ann@7 |-4 |9")).toEqual([{ key: "ann", time: 7, value: 1 }, { watermark: -4 }, { watermark: 9 }]);
});

test("a window is read and written alike", () => {
  for (const text of ["ann [0,75) 3", "bob [-30,0) 1 sum 250"]) expect(windowText(windowed(text))).toBe(text);
});

test("a slip of the pen is told", () => {
  expect(() => timed("ann0")).toThrow('"ann0" is no event: write key@time or key@time:value');
  expect(() => scripted("ann@1 |x")).toThrow('"|x" is no event');
  expect(() => windowed("ann [0,75] 3")).toThrow("is no window: write key [start,end) count");
});

test("a script has inputs, idleness, ends and a clock, and is written as it is read", () => {
  const text = "a:ann@5:3 b|7 a|idle a|active +10 bob@-2 |end";
  expect(script(text).map(happeningText).join(" ")).toBe(text);
  expect(script("b:ann@5 +10 b|end")).toEqual([
    { kind: "event", input: "b", event: { key: "ann", time: 5, value: 1 } },
    { kind: "clock", by: 10 },
    { kind: "watermark", input: "b", watermark: Infinity },
  ]);
});

test("reports of named inputs", () => {
  expect(reported("a|30 b|idle")).toEqual([
    { input: "a", watermark: 30 },
    { input: "b", watermark: "idle" },
  ]);
});

test.each([
  [() => script("|idle"), '"|idle" names no input: write a|idle'],
  [() => script("ann@99999999999999999"), '"ann@99999999999999999" has a number too large to be exact'],
  [() => script("+-3"), '"+-3" is no event'],
  [() => timed("a:ann@3"), '"a:ann@3" is no event'],
  [() => scripted("a|3"), '"a|3" is no event'],
  [() => reported("|3"), '"|3" is no report: write input|time or input|idle'],
])("and what is not in the notation is told (%#)", (read, sentence) => {
  expect(read).toThrow(sentence);
});
