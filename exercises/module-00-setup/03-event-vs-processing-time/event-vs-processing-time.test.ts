import { describe, expect, fc, test } from "#harness";
import {
  type Arrival,
  countByEventTime,
  countByProcessingTime,
  type MinuteCount,
  skews,
} from "./event-vs-processing-time.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe("two clocks for every event", () => {
  test("by event time, a view counts in the minute in which it happened", { code: "EVT-01" }, async () => {
    expect(
      await countByEventTime(tunnel()),
      "of the views that happened at 6, 20, 50 and 122 s, three are in the first minute",
    ).toEqual([
      { minute: 0, views: 3 },
      { minute: 2 * MINUTE, views: 1 },
    ]);
  });

  test("by processing time, a view counts in the minute in which it arrived", { code: "EVT-02" }, async () => {
    expect(
      await countByProcessingTime(tunnel()),
      "of the views that arrived at 9, 125, 127 and 128 s, one is in the first minute",
    ).toEqual([
      { minute: 0, views: 1 },
      { minute: 2 * MINUTE, views: 3 },
    ]);
  });

  test("a minute holds its first millisecond, and not that of the next", { code: "EVT-03" }, async () => {
    const edges = [MINUTE - 1, MINUTE, 2 * MINUTE - 1].map((time) => arrival(time, time));
    const counts = [
      { minute: 0, views: 1 },
      { minute: MINUTE, views: 2 },
    ];

    expect(await countByEventTime(edges), "59 999 is in the minute 0; 60 000 and 119 999 are in 60 000").toEqual(
      counts,
    );
    expect(await countByProcessingTime(edges), "both clocks have the same minutes").toEqual(counts);
  });

  test("skew is processing time minus event time, sign and all", { code: "EVT-04" }, async () => {
    const fastClock: Arrival = { eventId: "v5", occurredAt: 133 * SECOND, arrivedAt: 130 * SECOND };

    expect(
      await skews([...tunnel(), fastClock]),
      "one skew for each arrival, in order of arrival; v5 arrives at 130 s and says 133 s",
    ).toEqual([
      { eventId: "v1", skewMs: 3 * SECOND },
      { eventId: "v4", skewMs: 3 * SECOND },
      { eventId: "v2", skewMs: 107 * SECOND },
      { eventId: "v3", skewMs: 78 * SECOND },
      { eventId: "v5", skewMs: -3 * SECOND },
    ]);
  });

  test("a time before 1970 falls into the minute that began before it", { code: "EVT-05" }, async () => {
    const old = [-MINUTE - 1, -MINUTE, -1, 0].map((time) => arrival(time, time));
    const counts = [
      { minute: -2 * MINUTE, views: 1 },
      { minute: -MINUTE, views: 2 },
      { minute: 0, views: 1 },
    ];

    expect(
      await countByEventTime(old),
      "-1 and -60 000 are in the minute -60 000, and -60 001 is in the one before",
    ).toEqual(counts);
    expect(await countByProcessingTime(old), "both clocks have the same minutes").toEqual(counts);
  });

  test.prop("whatever arrives in whatever order", { code: "EVT-06" }, anyArrivals(), async (arrivals) => {
    const eventTimes = arrivals.map(({ occurredAt }) => occurredAt);
    const arrivalTimes = arrivals.map(({ arrivedAt }) => arrivedAt);

    const byEvent = await countByEventTime([...arrivals]);
    expect(byEvent, "by event time, each minute is listed once, ascending").toEqual(definition(eventTimes));
    const byArrival = await countByProcessingTime([...arrivals]);
    expect(byArrival, "by processing time, each minute is listed once, ascending").toEqual(definition(arrivalTimes));
  });
});

/** Four views of one customer on a train: v2 and v3 happen in a tunnel, and are sent when it is over. */
function tunnel(): Arrival[] {
  return [
    { eventId: "v1", occurredAt: 6 * SECOND, arrivedAt: 9 * SECOND },
    { eventId: "v4", occurredAt: 122 * SECOND, arrivedAt: 125 * SECOND },
    { eventId: "v2", occurredAt: 20 * SECOND, arrivedAt: 127 * SECOND },
    { eventId: "v3", occurredAt: 50 * SECOND, arrivedAt: 128 * SECOND },
  ];
}

/** What a count per minute means: of every minute there could be, the times in it. */
function definition(times: number[]): MinuteCount[] {
  const counts: MinuteCount[] = [];
  for (let minute = -4 * MINUTE; minute < 4 * MINUTE; minute += MINUTE) {
    const views = times.filter((time) => minute <= time && time < minute + MINUTE).length;
    if (views > 0) counts.push({ minute, views });
  }
  return counts;
}

function arrival(occurredAt: number, arrivedAt: number): Arrival {
  return { eventId: `v@${occurredAt}`, occurredAt, arrivedAt };
}

/** Up to a dozen views within eight minutes; a skew can be of either sign. */
function anyArrivals(): fc.Arbitrary<Arrival[]> {
  const time = fc.integer({ min: -4 * MINUTE, max: 4 * MINUTE - 1 });
  return fc.array(
    fc.tuple(time, time).map(([occurredAt, arrivedAt]) => arrival(occurredAt, arrivedAt)),
    { maxLength: 12 },
  );
}
