import { describe, expect, fc, stream, test, timed, timedEvents, windowed } from "#harness";
import type { TimedEvent, WindowResult } from "#kata";
import { assignWindows, slidingWindows } from "./sliding-windows.ts";

describe("sliding windows", () => {
  test("an event belongs to every window that covers it", { code: "SLI-01" }, async () => {
    expect(
      await assigned("ann@25", { size: 30, slide: 10 }),
      "the time 25 lies in three windows of size 30, which begin every 10",
    ).toEqualWindows(timed("ann@25"), ["ann [0,30) 1", "ann [10,40) 1", "ann [20,50) 1"].map(windowed));
  });

  test("a window holds its first millisecond, and not the one at its end", { code: "SLI-02" }, async () => {
    expect(
      await assigned("ann@29", { size: 30, slide: 10 }),
      "29 is the last millisecond of [0,30), and [30,60) has not begun",
    ).toEqualWindows(timed("ann@29"), ["ann [0,30) 1", "ann [10,40) 1", "ann [20,50) 1"].map(windowed));
    expect(
      await assigned("ann@30", { size: 30, slide: 10 }),
      "30 is the first millisecond of [30,60), and [0,30) is over",
    ).toEqualWindows(timed("ann@30"), ["ann [10,40) 1", "ann [20,50) 1", "ann [30,60) 1"].map(windowed));
  });

  test("the slide need not divide the size, and may be longer", { code: "SLI-03" }, async () => {
    expect(
      await assigned("ann@24", { size: 25, slide: 10 }),
      "with size 25 and slide 10, the time 24 lies in three windows",
    ).toEqualWindows(timed("ann@24"), ["ann [0,25) 1", "ann [10,35) 1", "ann [20,45) 1"].map(windowed));
    expect(
      await assigned("ann@25", { size: 25, slide: 10 }),
      "with size 25 and slide 10, the time 25 lies in two windows: [0,25) is over",
    ).toEqualWindows(timed("ann@25"), ["ann [10,35) 1", "ann [20,45) 1"].map(windowed));
    expect(
      await assigned("ann@15", { size: 10, slide: 30 }),
      "with size 10 and slide 30, the time 15 lies between [0,10) and [30,40), and in no window",
    ).toEqualWindows(timed("ann@15"), []);
  });

  test("windows begin before zero too, and far after it", { code: "SLI-04" }, async () => {
    expect(
      await assigned("ann@5", { size: 30, slide: 10 }),
      "two of the windows that cover 5 began before zero",
    ).toEqualWindows(timed("ann@5"), ["ann [-20,10) 1", "ann [-10,20) 1", "ann [0,30) 1"].map(windowed));
    expect(
      await assigned("ann@-1", { size: 30, slide: 10 }),
      "-1 comes before zero, so [0,30) has not begun",
    ).toEqualWindows(timed("ann@-1"), ["ann [-30,0) 1", "ann [-20,10) 1", "ann [-10,20) 1"].map(windowed));
    expect(await assigned("ann@1099511627776", { size: 20, slide: 10 }), "2^40 ms is in the year 2004").toEqualWindows(
      timed("ann@1099511627776"),
      ["ann [1099511627760,1099511627780) 1", "ann [1099511627770,1099511627790) 1"].map(windowed),
    );
  });

  test("each window of each key has a count and a sum of its own", { code: "SLI-05" }, async () => {
    const events = timed("ann@5:2 bob@12 ann@15:4");

    const results = await slidingWindows(stream.of(events), 20, 10);

    const expected = [
      "ann [-10,10) 1 sum 2",
      "ann [0,20) 2 sum 6",
      "ann [10,30) 1 sum 4",
      "bob [0,20) 1",
      "bob [10,30) 1",
    ];
    expect(results, "three windows count the events of ann, and two others that of bob").toEqualWindows(
      events,
      expected.map(windowed),
    );
  });

  test.prop("whatever arrives in whatever order", { code: "SLI-06" }, anyInput(), async ({ events, size, slide }) => {
    const results = await slidingWindows(stream.of(events), size, slide);

    const sentence = `with size ${size} and slide ${slide}, each window of each key is listed once, with all of its events`;
    expect(results, sentence).toEqualWindows(events, definition(events, size, slide));
  });
});

/** The windows of one event, as results with that event in them. */
async function assigned(text: string, { size, slide }: { size: number; slide: number }): Promise<WindowResult[]> {
  const [event] = timed(text);
  if (!event) return [];
  const windows = await assignWindows(event.time, size, slide);
  return windows.map(({ start, end }) => ({ key: event.key, start, end, count: 1, sum: event.value }));
}

/** What sliding windows mean: of every start there could be, the events of each key. */
function definition(events: TimedEvent[], size: number, slide: number): WindowResult[] {
  const results: WindowResult[] = [];
  const times = events.map(({ time }) => time);
  for (const key of new Set(events.map((event) => event.key))) {
    for (let start = Math.min(...times) - size; start <= Math.max(...times); start++) {
      if (start % slide !== 0) continue;
      const end = start + size;
      const inside = events.filter((event) => event.key === key && start <= event.time && event.time < end);
      const sum = inside.reduce((total, { value }) => total + value, 0);
      if (inside.length > 0) results.push({ key, start, end, count: inside.length, sum });
    }
  }
  return results;
}

/** Around zero and far from it; windows that overlap, touch, or leave gaps. */
function anyInput(): fc.Arbitrary<{ events: TimedEvent[]; size: number; slide: number }> {
  const events = timedEvents({ from: [0, -60, 2 ** 52], span: 80, max: 10 });
  const length = fc.integer({ min: 1, max: 40 });
  return fc.record({ events, size: length, slide: length }).map((input) => {
    const told = `size ${input.size}, slide ${input.slide}, events ${input.events}`;
    return Object.assign(input, { toString: () => told });
  });
}
