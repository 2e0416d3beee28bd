import fc from "fast-check";
import type { TimedEvent } from "../kata/index.ts";
import { eventText, type Happening } from "./notation.ts";

export interface Range {
  /** Different keys, at most. */
  keys?: number;
  /** Times lie in [from, from + span), milliseconds; of several beginnings, a failing list shrinks to the first. */
  from?: number | number[];
  span?: number;
  /** Only every so many milliseconds something happens: equal times and equal distances are common. */
  step?: number;
  /** Events, at most. */
  max?: number;
}

/**
 * Events in any order of arrival, ties and empty input included. A failing list shrinks to few events at small times,
 * and is shown in the notation of `timed`.
 */
export function timedEvents({
  keys = 3,
  from = 0,
  span = 200,
  step = 1,
  max = 20,
}: Range = {}): fc.Arbitrary<TimedEvent[]> {
  const names = ["ann", "bob", "cid", "dee", "eve"].slice(0, keys);
  const anywhere = fc.integer({ min: 0, max: Math.ceil(span / step) - 1 });
  const one = fc.record({
    key: fc.constantFrom(...names),
    // Left to itself, fast-check prefers times near the ends: what happens in between would hardly ever be tried.
    time: fc.oneof(fc.noBias(anywhere), anywhere),
    value: fc.integer({ min: 1, max: 3 }),
  });
  const begins = fc.constantFrom(...[from].flat());
  return fc.tuple(begins, fc.array(one, { maxLength: max })).map(([begin, list]) => {
    const events = list.map((event) => ({ ...event, time: begin + step * event.time }));
    return Object.assign(events, { toString: () => told(events) });
  });
}

function told(events: TimedEvent[]): string {
  return events.length === 0 ? "no event at all" : events.map(eventText).join(" ");
}

/** The same, with watermarks of each input that never go back: every source promises that. */
export function rising(happenings: Happening[]): Happening[] {
  const last = new Map<string, number>();
  return happenings.map((one) => {
    if (one.kind !== "watermark") return one;
    const watermark = Math.max(one.watermark, last.get(one.input) ?? -Infinity);
    last.set(one.input, watermark);
    return { ...one, watermark };
  });
}
