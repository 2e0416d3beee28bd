import { expect, test } from "vitest";
import { scripted, timed, windowed, windowText } from "./notation.ts";

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
