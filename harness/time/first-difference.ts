import type { WindowResult } from "../kata/index.ts";
import type { Naming } from "./axis.ts";
import { windowText } from "./notation.ts";

/** Where two sets of windows first differ: a window of either side, with its likely counterpart on the other. */
export interface WindowDifference {
  key: string;
  /** A window that nobody gave. */
  expected: WindowResult | undefined;
  /** A window that nobody expected. */
  actual: WindowResult | undefined;
  /** `actual` is right, but was given before. */
  again: boolean;
  /** How many other keys differ as well. */
  otherKeys: number;
}

/**
 * The first difference in event time: of the windows that only one side has, the one with the smallest start, then end.
 * The order within `expected` and `actual` does not matter; a window counts as often as it is there.
 *
 * @returns undefined if both hold the same windows
 */
export function firstWindowDifference(expected: WindowResult[], actual: WindowResult[]): WindowDifference | undefined {
  const missing = without(expected, actual);
  const extra = without(actual, expected);
  const differing = [...missing, ...extra];
  const first = differing.toSorted(byTime)[0];
  if (!first) return undefined;

  const known = new Set(expected.map(windowText));
  const isAgain = (window: WindowResult) => known.has(windowText(window));
  const otherKeys = new Set(differing.map(({ key }) => key)).size - 1;
  const found = { key: first.key, otherKeys, again: false };
  if (missing.includes(first)) {
    const candidates = extra.filter((window) => !isAgain(window));
    return { ...found, expected: first, actual: counterpart(first, candidates) };
  }
  if (isAgain(first)) return { ...found, expected: undefined, actual: first, again: true };
  return { ...found, expected: counterpart(first, missing), actual: first };
}

/** What a difference is, from the point of view of what was given. */
export function inWords({ expected, actual, again }: WindowDifference, name: Naming["name"]): string {
  if (!actual) return "missing";
  if (!expected) return again ? "not expected again" : "not expected";
  if (expected.start !== actual.start || expected.end !== actual.end) {
    return `other bounds, expected [${name(expected.start)},${name(expected.end)})`;
  }
  return expected.count === actual.count
    ? `other sum, expected ${expected.sum}`
    : `other count, expected ${expected.count}`;
}

/** Ascending by start, then end; what is no number comes last. */
export function byTime(a: WindowResult, b: WindowResult): number {
  return ascending(a.start, b.start) || ascending(a.end, b.end);
}

/** A comparator that also takes infinite values (their difference would be NaN) and puts NaN last. */
export function ascending(a: number, b: number): number {
  const [left, right] = [Number.isNaN(a) ? Infinity : a, Number.isNaN(b) ? Infinity : b];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The windows that are left once each of `taken` has struck out one equal to it. */
function without(windows: WindowResult[], taken: WindowResult[]): WindowResult[] {
  const counts = new Map<string, number>();
  for (const text of taken.map(windowText)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return windows.filter((window) => {
    const text = windowText(window);
    const count = counts.get(text) ?? 0;
    counts.set(text, count - 1);
    return count <= 0;
  });
}

/** What the other side probably made of this window: the same bounds, else one bound in common, else an overlap. */
function counterpart(window: WindowResult, candidates: WindowResult[]): WindowResult | undefined {
  const own = candidates.filter(({ key }) => key === window.key).toSorted(byTime);
  return (
    own.find(({ start, end }) => start === window.start && end === window.end) ??
    own.find(({ start, end }) => start === window.start || end === window.end) ??
    own.find(({ start, end }) => start < window.end && window.start < end)
  );
}
