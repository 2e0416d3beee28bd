import { NotImplemented, type StreamElement, type WindowResult } from "#kata";

/** Windows side by side: each begins where the one before it ends. All in milliseconds of event time. */
export interface Tumbling {
  /** Length of a window, more than 0. */
  sizeMs: number;
  /**
   * Windows begin at this time, and at every whole number of sizes before and after it: with a size of 10 and an offset of
   * 3 at ..., -7, 3, 13, ... Its absolute value is less than the size.
   */
  offsetMs: number;
}

/**
 * Counts and adds up events in tumbling windows, for each key on its own.
 *
 * A window holds its start and not its end. It fires once, when a watermark says that its last millisecond is complete:
 * at end - 1 or above. An event whose window is complete by then is dropped.
 *
 * @param elements  events in order of arrival, which is not the order of event time, and watermarks between them, which
 *                  never go back
 * @yields          one result for each key and window that has events, when the window fires and before the next element
 *                  is taken; what one watermark fires may come in any order. Windows that no watermark completes yield
 *                  nothing
 */
export async function* tumblingWindows(
  elements: AsyncIterable<StreamElement>,
  windows: Tumbling,
): AsyncGenerator<WindowResult> {
  // TODO: put each event into the window of its time and key, and yield the complete windows at each watermark
  throw new NotImplemented("tumblingWindows");
}
