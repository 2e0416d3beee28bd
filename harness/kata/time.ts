/** One thing that happened: the plain event of module 03, where only keys and times matter. */
export interface TimedEvent {
  /** Whose it is: results are kept for each key. */
  key: string;
  /** Event time, milliseconds; may be negative (before 1970) and need not ascend. */
  time: number;
  /** What is added up; 1 unless told. */
  value: number;
}

/** One result of a window. */
export interface WindowResult {
  key: string;
  /** Inclusive, milliseconds. */
  start: number;
  /** Exclusive, milliseconds. */
  end: number;
  /** Events in the window. */
  count: number;
  /** Their values added up. */
  sum: number;
}

/**
 * A mark between two events of a stream: the source expects no more events with a time up to and including this one.
 * It never goes back. (Flink's watermark means the same.)
 */
export interface Watermark {
  /** Event time, milliseconds. */
  watermark: number;
}

/** What flows through an operator that works in event time. */
export type StreamElement = TimedEvent | Watermark;
