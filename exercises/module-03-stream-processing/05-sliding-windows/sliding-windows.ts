import { NotImplemented, type TimedEvent, type WindowResult } from "#kata";

/** A stretch of event time, milliseconds: [start, end). */
export interface TimeWindow {
  /** Inclusive. */
  start: number;
  /** Exclusive. */
  end: number;
}

/**
 * Every sliding window that covers a time. Windows are `sizeMs` long, and one begins at each whole multiple of `slideMs`,
 * on both sides of zero.
 *
 * @param time     event time, milliseconds; may be negative
 * @param sizeMs   length of a window, milliseconds, a whole number above 0
 * @param slideMs  distance from one window's start to the next one's, milliseconds, a whole number above 0
 * @returns        in any order; none, where the slide is longer than the size and the time lies between two windows
 */
export async function assignWindows(time: number, sizeMs: number, slideMs: number): Promise<TimeWindow[]> {
  // TODO: find the newest window that has begun, then go back from it by the slide
  throw new NotImplemented("assignWindows");
}

/**
 * Counts and adds up the events of each key in every sliding window. The input ends; then all windows are complete.
 *
 * @param events   in the order in which they arrive, which is not the order in which they happened
 * @param sizeMs   as in `assignWindows`
 * @param slideMs  as in `assignWindows`
 * @returns        each window of each key once, in any order; a window without events of a key is left out
 */
export async function slidingWindows(
  events: AsyncIterable<TimedEvent>,
  sizeMs: number,
  slideMs: number,
): Promise<WindowResult[]> {
  // TODO: add each event to a result of its own for every one of its windows
  throw new NotImplemented("slidingWindows");
}
