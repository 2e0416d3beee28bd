import { describe, expect, fc, stream, test, timed, timedEvents, windowed } from "#harness";
import type { TimedEvent, WindowResult } from "#kata";
import { sessionWindows } from "./session-windows.ts";

const gap = 30; // small, so that you can check by hand

describe("session windows", () => {
  test("events closer than the gap share a session", { code: "SES-01" }, async () => {
    const chain = timed("ann@0 ann@20 ann@45");
    expect(
      await sessionWindows(stream.of(chain), gap),
      "with gap 30, each event comes before the session is over, which ends 30 after the last one",
    ).toEqualWindows(chain, [windowed("ann [0,75) 3")]);

    const pause = timed("ann@0 ann@20 ann@90");
    expect(
      await sessionWindows(stream.of(pause), gap),
      "with gap 30, the session of 0 and 20 is over at 50, and 90 begins a new one",
    ).toEqualWindows(pause, ["ann [0,50) 2", "ann [90,120) 1"].map(windowed));
  });

  test("exactly a gap apart still merges, a millisecond more does not", { code: "SES-02" }, async () => {
    const touching = timed("ann@0 ann@30");
    expect(
      await sessionWindows(stream.of(touching), gap),
      "with gap 30, the events cover [0,30) and [30,60), which touch",
    ).toEqualWindows(touching, [windowed("ann [0,60) 2")]);

    const apart = timed("ann@0 ann@31");
    expect(
      await sessionWindows(stream.of(apart), gap),
      "with gap 30, the events cover [0,30) and [31,61), which do not touch",
    ).toEqualWindows(apart, ["ann [0,30) 1", "ann [31,61) 1"].map(windowed));
  });

  test("each key has sessions of its own", { code: "SES-03" }, async () => {
    const events = timed("ann@0 bob@10:5 ann@20");

    expect(
      await sessionWindows(stream.of(events), gap),
      "the event of bob comes between two of ann, and neither joins her session nor ends it",
    ).toEqualWindows(events, ["ann [0,50) 2", "bob [10,40) 1 sum 5"].map(windowed));
  });

  test("an event from before moves the start back, and never the end", { code: "SES-04" }, async () => {
    const events = timed("ann@40 ann@60 ann@20");

    expect(
      await sessionWindows(stream.of(events), gap),
      "the third event happened first: the session starts with it, and still ends 30 after the last one, at 90",
    ).toEqualWindows(events, [windowed("ann [20,90) 3")]);
  });

  test("an out-of-order event bridges two sessions", { code: "SES-05" }, async () => {
    const events = timed("ann@0:2 ann@50:3 ann@25");

    expect(
      await sessionWindows(stream.of(events), gap),
      "25 covers [25,55), which overlaps both [0,30) and [50,80): all three are one session",
    ).toEqualWindows(events, [windowed("ann [0,80) 3 sum 6")]);
  });

  test.prop("whatever arrives in whatever order", { code: "SES-06" }, anyEvents(), async (events) => {
    const sessions = await sessionWindows(stream.of(events), gap);

    expect(sessions, "with gap 30, each session of each key is listed once, with all of its events").toEqualWindows(
      events,
      definition(events),
    );
  });
});

/** What sessions mean: in order of time, a silence longer than the gap ends one and begins the next. */
function definition(events: TimedEvent[]): WindowResult[] {
  return [...new Set(events.map(({ key }) => key))].flatMap((key) => {
    const own = events.filter((event) => event.key === key).sort((a, b) => a.time - b.time);
    const begins = own.flatMap(({ time }, i) => (i === 0 || time - (own[i - 1]?.time ?? 0) > gap ? [i] : []));
    return begins.map((begin, n) => {
      const inside = own.slice(begin, begins[n + 1]);
      const times = inside.map(({ time }) => time);
      const sum = inside.reduce((total, { value }) => total + value, 0);
      return { key, start: Math.min(...times), end: Math.max(...times) + gap, count: inside.length, sum };
    });
  });
}

/** Around zero and far from it, dense and sparse; ties and distances of exactly the gap occur. */
function anyEvents(): fc.Arbitrary<TimedEvent[]> {
  return fc.oneof(
    timedEvents({ from: [0, -200, 2 ** 52], span: 300, max: 12 }),
    timedEvents({ keys: 2, span: 10, max: 12 }),
    timedEvents({ keys: 1, span: 300, step: 10, max: 12 }),
  );
}
