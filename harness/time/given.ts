import type { TimedEvent, WindowResult } from "../kata/index.ts";
import type { Naming } from "./axis.ts";
import { firstWindowDifference, inWords } from "./first-difference.ts";
import { eventText, windowText } from "./notation.ts";
import type { Trace } from "./trace.ts";

/** What can be seen of an operator from outside: something it gave, and the step of the stream it had taken by then. */
export type Given = {
  /** The position of that step; 0 before the first. */
  after: number;
} & (
  | { kind: "event"; event: TimedEvent }
  | { kind: "watermark"; watermark: number }
  | { kind: "window"; window: WindowResult }
);

/** What a trace says will be given: results where there are windows, else events and watermarks. */
export function givenBy({ operator, steps }: Trace): Given[] {
  return steps.flatMap(({ position: after, happening, fires, watermark, rose }): Given[] => {
    if (operator.windows) {
      return fires.map(({ by: _, ...window }) => ({ after, kind: "window", window }));
    }
    const passed: Given[] = happening.kind === "event" ? [{ after, kind: "event", event: happening.event }] : [];
    return rose ? [...passed, { after, kind: "watermark", watermark }] : passed;
  });
}

/** Where two outcomes first differ. */
export interface GivenDifference {
  /** The step behind which they do. */
  after: number;
  kind: Given["kind"];
  /** Of windows: the row to mark, by a window of the actual side, or of the expected where that has none. */
  window?: WindowResult;
  words: string;
}

/**
 * The first difference in the order of arrival, and behind one step the first in event time. Windows that one step gives
 * may come in any order; events and watermarks may not.
 *
 * @param label  how a step is called, for what was given at another one
 * @returns undefined if both gave the same behind each step
 */
export function firstGivenDifference(
  expected: Given[],
  actual: Given[],
  name: Naming["name"],
  label: (position: number) => string,
): GivenDifference | undefined {
  const positions = [...new Set([...expected, ...actual].map(({ after }) => after))].sort((a, b) => a - b);
  for (const after of positions) {
    const [wanted, got] = [expected, actual].map((side) => side.filter((one) => one.after === after));
    const found =
      inOrder(after, "event", wanted ?? [], got ?? [], name) ??
      inOrder(after, "watermark", wanted ?? [], got ?? [], name) ??
      inWindows(after, expected, actual, name, label);
    if (found) return found;
  }
  return undefined;
}

function inOrder(
  after: number,
  kind: "event" | "watermark",
  expected: Given[],
  actual: Given[],
  name: Naming["name"],
): GivenDifference | undefined {
  const [wanted, got] = [expected, actual].map((side) => valuesOf(side, kind, name).join(" "));
  if (wanted === got) return undefined;
  return { after, kind, words: `expected ${wanted || `no ${kind}`}, yours gives ${got || "none"}` };
}

/** The events or watermarks of an outcome, written. */
export function valuesOf(given: Given[], kind: "event" | "watermark", name: Naming["name"]): string[] {
  return given.flatMap((one) => {
    if (one.kind !== kind) return [];
    if (one.kind === "watermark") return [watermarkText(one.watermark, name)];
    return one.kind === "event" ? [eventText(one.event)] : [];
  });
}

export function watermarkText(watermark: number, name: Naming["name"]): string {
  if (watermark === -Infinity) return "-";
  return watermark === Infinity ? "end" : name(watermark);
}

export function windowsOf(given: Given[]): WindowResult[] {
  return given.flatMap((one) => (one.kind === "window" ? [one.window] : []));
}

function inWindows(
  after: number,
  expected: Given[],
  actual: Given[],
  name: Naming["name"],
  label: (position: number) => string,
): GivenDifference | undefined {
  const here = (side: Given[]) => windowsOf(side.filter((one) => one.after === after));
  const found = firstWindowDifference(here(expected), here(actual));
  if (!found) return undefined;
  const window = found.actual ?? found.expected;
  // The same window at another step is not another window, but another moment.
  const elsewhere = (side: Given[], one: WindowResult | undefined) =>
    one && side.find((other) => other.kind === "window" && windowText(other.window) === windowText(one));
  const late = found.actual ? undefined : elsewhere(actual, found.expected);
  const early = found.expected ? undefined : elsewhere(expected, found.actual);
  const words = late
    ? `missing here; yours gives it after ${label(late.after)}`
    : early && !found.again
      ? `not expected here, but after ${label(early.after)}`
      : inWords(found, name);
  return { after, kind: "window", ...(window && { window }), words };
}
