import { describe, expect, fc, test } from "#harness";
import { type Arrival, type Clock, countPerMinute, type MinuteCount, rerun, sameCounts } from "./time-semantics.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CLOCKS: Clock[] = ["event", "ingestion", "processing"];

describe("one count, three clocks", () => {
  test("by event time a view counts in the minute in which it happened", { code: "SEM-01" }, async () => {
    expect(
      await countPerMinute(tunnel(), "event"),
      "the views happened at 5, 20, 40 and 95 s, and v4 at 200 s by a clock that is ahead: no other clock matters, and minutes ascend",
    ).toEqual([
      { minute: 0, views: 3 },
      { minute: 1 * MINUTE, views: 1 },
      { minute: 3 * MINUTE, views: 1 },
    ]);
  });

  test("by the other two, in the minute in which it was stored, or handled", { code: "SEM-02" }, async () => {
    expect(await countPerMinute(tunnel(), "ingestion"), "stored at 6, 70, 71, 96 and 97 s").toEqual([
      { minute: 0, views: 1 },
      { minute: 1 * MINUTE, views: 4 },
    ]);
    expect(await countPerMinute(tunnel(), "processing"), "handled at 7, 90, 91, 125 and 126 s").toEqual([
      { minute: 0, views: 1 },
      { minute: 1 * MINUTE, views: 2 },
      { minute: 2 * MINUTE, views: 2 },
    ]);
  });

  test("a replay of the log handles stored records anew", { code: "SEM-03" }, async () => {
    const first = tunnel();
    const at = 600 * SECOND;

    expect(await rerun(first, { from: "log", at }), "the log keeps event and ingestion time of what it holds").toEqual(
      tunnel().map((view) => ({ ...view, processedAt: at })),
    );
    expect(first, "the arrivals of the first run stay as they were").toEqual(tunnel());
  });

  test("sent to a new log, every view is also stored anew", { code: "SEM-04" }, async () => {
    const first = tunnel();
    const at = 600 * SECOND;

    expect(await rerun(first, { from: "source", at }), "only event time travels with the view").toEqual(
      tunnel().map((view) => ({ ...view, ingestedAt: at, processedAt: at })),
    );
    expect(first, "the arrivals of the first run stay as they were").toEqual(tunnel());
  });

  test("a clock survives if the counts are the same", { code: "SEM-05" }, async () => {
    const at = 600 * SECOND;
    const replayed = tunnel().map((view) => ({ ...view, processedAt: at }));
    const resent = replayed.map((view) => ({ ...view, ingestedAt: at }));

    expect(
      await sameCounts(tunnel(), replayed),
      "after a replay of the log, the times of the log are the same",
    ).toEqual(["event", "ingestion"]);
    expect(await sameCounts(tunnel(), resent), "after everything was sent to a new log, its times are new").toEqual([
      "event",
    ]);
    expect(await sameCounts(tunnel(), tunnel().reverse()), "counts do not depend on the order").toEqual(CLOCKS);

    const second = tunnel().map((view) => ({ ...view, processedAt: view.processedAt + SECOND }));
    expect(await sameCounts(tunnel(), second), "a second later, and still in the same minutes").toEqual(CLOCKS);

    const more = [...tunnel(), view("v6", 300, 301, 302)];
    expect(await sameCounts(tunnel(), more), "one view more: by every clock there is a minute more").toEqual([]);
  });

  test.prop("whatever the times, before 1970 and far ahead", { code: "SEM-06" }, anyRuns(), async ([one, other]) => {
    const same: Clock[] = [];
    for (const clock of CLOCKS) {
      const expected = definition(one, clock);
      expect(await countPerMinute([...one], clock), `by ${clock} time, each minute once, ascending`).toEqual(expected);
      if (JSON.stringify(definition(other, clock)) === JSON.stringify(expected)) same.push(clock);
    }
    expect(await sameCounts([...one], [...other]), "the clocks whose counts are the same in both runs").toEqual(same);
  });
});

/** Views of a customer on a train: v2 and v3 happen in a tunnel; v4 comes from a phone whose clock is ahead. */
function tunnel(): Arrival[] {
  return [
    view("v1", 5, 6, 7),
    view("v2", 20, 70, 90),
    view("v3", 40, 71, 91),
    view("v4", 200, 96, 125),
    view("v5", 95, 97, 126),
  ];
}

function view(eventId: string, happened: number, stored: number, handled: number): Arrival {
  return { eventId, eventTime: happened * SECOND, ingestedAt: stored * SECOND, processedAt: handled * SECOND };
}

/** What a count per minute means: for each view, the latest minute that began before or with it. */
function definition(arrivals: Arrival[], clock: Clock): MinuteCount[] {
  const fields = { event: "eventTime", ingestion: "ingestedAt", processing: "processedAt" } as const;
  const times = arrivals.map((arrival) => arrival[fields[clock]]);
  return STARTS.map((minute) => ({
    minute,
    views: times.filter((time) => minute <= time && time < minute + MINUTE).length,
  })).filter(({ views }) => views > 0);
}

/** The first minute of 2^52 ms, far beyond any clock's and nearly as large as a number may be: no constant is infinity. */
const FAR = Math.floor(2 ** 52 / MINUTE) * MINUTE;
/** All minutes that generated times lie in: two before 1970, two after, two far ahead. */
const STARTS = [-2 * MINUTE, -MINUTE, 0, MINUTE, FAR, FAR + MINUTE];

/** Two runs of up to six views; the second is the first with some times changed, and perhaps turned round. */
function anyRuns(): fc.Arbitrary<[Arrival[], Arrival[]]> {
  const time = fc
    .tuple(fc.constantFrom(0, ...STARTS), fc.oneof(fc.constantFrom(0, MINUTE - 1), fc.nat({ max: MINUTE - 1 })))
    .map(([minute, offset]) => minute + offset);
  const arrival = fc.record({ eventId: fc.constant("v"), eventTime: time, ingestedAt: time, processedAt: time });
  const change = fc.record({ eventTime: time, ingestedAt: time, processedAt: time }, { requiredKeys: [] });
  return fc.tuple(fc.array(fc.tuple(arrival, change), { maxLength: 6 }), fc.boolean()).map(([pairs, turned]) => {
    const second = pairs.map(([one, changed]) => ({ ...one, ...changed }));
    const runs: [Arrival[], Arrival[]] = [pairs.map(([one]) => one), turned ? second.reverse() : second];
    return Object.assign(runs, { toString: () => runs.map(told).join("; second run: ") });
  });
}

function told(run: Arrival[]): string {
  const views = run.map(({ eventTime, ingestedAt, processedAt }) => `${eventTime}/${ingestedAt}/${processedAt}`);
  return views.length === 0 ? "no view" : `event/ingestion/processing ${views.join(", ")}`;
}
