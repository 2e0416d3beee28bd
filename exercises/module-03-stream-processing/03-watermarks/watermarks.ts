import { NotImplemented, type StreamElement, type TimedEvent, type Watermark } from "#kata";

/** What one input of an operator tells. */
export interface InputReport {
  /** Which input tells it. */
  input: string;
  /** Its next watermark, which is never below its last one; or "idle": nothing comes for now, so do not wait for it. */
  watermark: number | "idle";
}

/**
 * Bounded out-of-orderness: expects that no event comes more than `delayMs` behind the latest event time seen so far.
 *
 * @param events   in order of arrival, which is not the order of event time; there may never be a last one
 * @param delayMs  milliseconds, 0 or more
 * @yields         every event as it arrived, and directly after it, before the next one is taken, the new watermark if it
 *                 has risen: the latest event time so far - delayMs - 1
 */
export async function* assignWatermarks(
  events: AsyncIterable<TimedEvent>,
  delayMs: number,
): AsyncGenerator<StreamElement> {
  // TODO: remember the latest event time, and yield a watermark after an event that is later than all before it
  throw new NotImplemented("assignWatermarks");
}

/**
 * The watermark of an operator with several inputs: the smallest watermark of those that are not idle.
 *
 * @param reports  what the inputs tell, in order of arrival; a watermark of an idle input makes it active again
 * @param inputs   the names of all inputs; they are active from the start, and know of no watermark yet
 * @yields         the operator's watermark, each time it rises; nothing while an active input has told none, and nothing
 *                 while all inputs are idle
 */
export async function* combineWatermarks(
  reports: AsyncIterable<InputReport>,
  inputs: string[],
): AsyncGenerator<Watermark> {
  // TODO: keep the state of each input, and yield the minimum when it rises
  throw new NotImplemented("combineWatermarks");
}
