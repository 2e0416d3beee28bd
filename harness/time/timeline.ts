import { cut } from "../cut.ts";
import type { TimedEvent, WindowResult } from "../kata/index.ts";
import { isDrawable, type Naming, naming } from "./axis.ts";
import { ascending, byTime, firstWindowDifference, inWords, type WindowDifference } from "./first-difference.ts";
import { printable } from "./printable.ts";
import { drawn, heading, layOut, type Row } from "./rows.ts";

/** What a timeline shows: the events in the order of arrival, and the windows expected and given. */
export interface Timeline {
  arrivals: TimedEvent[];
  expected: WindowResult[];
  actual: WindowResult[];
}

const MOST_EVENTS = 8;
const MOST_WINDOWS = 4;

/** What is drawn of one key, cut around the first difference. */
interface Selection {
  key: string;
  difference: WindowDifference;
  events: { event: TimedEvent; position: number }[];
  expected: WindowResult[];
  actual: WindowResult[];
  /** Numbers of what is left out. */
  left: { events: number; expected: number; actual: number };
}

/**
 * The first difference between the windows expected and given, drawn over event time: an axis, the arrivals of its key
 * in their order, the windows of both sides as bars, and a mark with words. Times from 8 digits on are offsets from the
 * smallest, which is told above the axis.
 *
 * @param width  columns a line may have, at least 20; where fewer than 16 are left for the axis, there are words only
 * @returns ASCII lines without line ends, seldom more than 20 and never more than 24
 */
export function timeline({ arrivals, expected, actual }: Timeline, width = 72): string[] {
  const difference = firstWindowDifference(expected, actual);
  if (!difference) return ["No difference: these are the expected windows."];
  const selection = select({ arrivals, expected, actual }, difference);
  const times = shownTimes(selection);
  const { base, name } = naming(times);
  const rows = selectedRows(selection, name);
  const layout = layOut(rows, selection.key, times, name, width);
  const lines = [
    ...(base === undefined ? [] : [`+0 is event time ${base}`]),
    heading(selection.key, times, name, layout),
    ...rows.flatMap((row) => drawn(row, layout)),
    ...notes(selection),
  ];
  return lines.map((line) => cut(line.trimEnd(), width));
}

function select({ arrivals, expected, actual }: Timeline, difference: WindowDifference): Selection {
  const { key } = difference;
  const marked = [difference.expected, difference.actual].filter((window) => window !== undefined);
  const ofKey = <T extends { key: string }>(items: T[]) => items.filter((item) => item.key === key);
  const events = arrivals.map((event, index) => ({ event, position: index + 1 })).filter((e) => e.event.key === key);
  const wanted = ofKey(expected).toSorted(byTime);
  const given = ofKey(actual).toSorted(byTime);
  const shown = {
    events: nearest(events, MOST_EVENTS, ({ event }) => Math.min(...marked.map((w) => timeOutside(event.time, w)))),
    expected: nearest(wanted, MOST_WINDOWS, (window) => Math.min(...marked.map((w) => apart(window, w)))),
    actual: nearest(given, MOST_WINDOWS, (window) => Math.min(...marked.map((w) => apart(window, w)))),
  };
  const left = {
    events: events.length - shown.events.length,
    expected: wanted.length - shown.expected.length,
    actual: given.length - shown.actual.length,
  };
  return { key: printable(key), difference, ...shown, left };
}

/** The `most` items with the smallest distance, in the order in which they were. */
function nearest<T>(items: T[], most: number, distance: (item: T) => number): T[] {
  const measured = items.map((item, index) => ({ item, index, far: distance(item) }));
  const kept = measured.toSorted((a, b) => ascending(a.far, b.far)).slice(0, most);
  return kept.toSorted((a, b) => a.index - b.index).map(({ item }) => item);
}

/** Milliseconds from a time to a window; 0 inside. */
function timeOutside(time: number, { start, end }: WindowResult): number {
  return isDrawable(start) && isDrawable(end) ? Math.max(start - time, time - end, 0) : Infinity;
}

/** How much the bounds of two windows differ, milliseconds; a window is nearest to itself. */
function apart(a: WindowResult, b: WindowResult): number {
  if (a === b) return -1;
  if (![a.start, a.end, b.start, b.end].every(isDrawable)) return Infinity;
  return Math.abs(a.start - b.start) + Math.abs(a.end - b.end);
}

/** The times of the picture that have a place on an axis; those whose labels matter most come first. */
function shownTimes({ difference, events, expected, actual }: Selection): number[] {
  const bounds = (windows: (WindowResult | undefined)[]) => windows.flatMap((w) => (w ? [w.start, w.end] : []));
  const all = [
    ...bounds([difference.expected, difference.actual]),
    ...bounds(expected),
    ...events.map(({ event }) => event.time),
    ...bounds(actual),
  ].filter(isDrawable);
  return [...new Set(all)];
}

function selectedRows({ key, difference, events, expected, actual }: Selection, name: Naming["name"]): Row[] {
  const arrived = events.map(({ event: { time, value }, position }) => ({
    label: `arrived ${ordinal(position)}`,
    text: `${key}@${name(time)}${value === 1 ? "" : `:${value}`}`,
    place: time,
  }));
  const words = inWords(difference, name);
  // What was given is marked where there is something; what is missing, where it was expected.
  const marked = difference.actual ? actual.lastIndexOf(difference.actual) : -1;
  const missed = difference.expected && !difference.actual ? expected.lastIndexOf(difference.expected) : -1;
  return [
    ...(arrived.length > 0 ? arrived : [{ label: "arrived", text: "no event" }]),
    ...windowRows("expected", expected, name, (i) => (i === missed ? words : undefined)),
    ...windowRows("yours", actual, name, (i) => (i === marked ? words : undefined)),
  ];
}

function windowRows(
  label: string,
  windows: WindowResult[],
  name: Naming["name"],
  mark: (index: number) => string | undefined,
): Row[] {
  if (windows.length === 0) return [{ label, text: "no window" }];
  return windows.map(({ start, end, count, sum }, i) => {
    const values = sum === count ? "" : `, sum ${sum}`;
    return {
      label: i === 0 ? label : "",
      text: `[${name(start)},${name(end)}) ${many(count, "event")}${values}`,
      place: [start, end],
      mark: mark(i),
    };
  });
}

function notes({ left, difference }: Selection): string[] {
  const parts = [
    left.events > 0 && many(left.events, "event"),
    left.expected > 0 && `${many(left.expected, "window")} expected`,
    left.actual > 0 && `${many(left.actual, "window")} of yours`,
  ].filter((part) => part !== false);
  const { otherKeys } = difference;
  return [
    ...(parts.length > 0 ? [`Not drawn: ${parts.join(", ")}.`] : []),
    ...(otherKeys > 0 ? [`${many(otherKeys, "other key")} ${otherKeys === 1 ? "differs" : "differ"} as well.`] : []),
  ];
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const RULES = new Intl.PluralRules("en", { type: "ordinal" });
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };

function ordinal(position: number): string {
  return `${position}${SUFFIXES[RULES.select(position)] ?? "th"}`;
}
