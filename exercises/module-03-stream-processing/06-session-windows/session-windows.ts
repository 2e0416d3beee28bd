import { NotImplemented, type TimedEvent, type WindowResult } from "#kata";

/**
 * Groups the events of each key into sessions. An event covers [time, time + gapMs); what overlaps or touches, of the
 * same key, is one session (Flink's rule for event-time session windows). The input ends; then all sessions are complete.
 *
 * @param events  in the order in which they arrive, which is not the order in which they happened
 * @param gapMs   the silence after which a new session begins, milliseconds, a whole number above 0
 * @returns       every session of every key once, in any order, with its number of events and the sum of their values
 */
export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  // TODO: first one session for a single key that grows; then keys; then an event that bridges two sessions
  throw new NotImplemented("sessionWindows");
}
