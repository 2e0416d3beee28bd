/**
 * How elements are put into windows, and when a window's result is emitted.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/operators/windows/
 */
import type { Duration } from "./duration.ts";

/** From `getStart()`, inclusive, to `getEnd()`, exclusive, in milliseconds. */
export interface TimeWindow {
  getStart(): number;
  getEnd(): number;
  /** The last millisecond that belongs to it: `getEnd() - 1`. */
  maxTimestamp(): number;
}

/** The one window that holds everything. */
export interface GlobalWindow {
  maxTimestamp(): number;
}

export type WindowShape =
  | {
      readonly kind: "tumbling";
      readonly time: "event" | "processing";
      readonly sizeMs: number;
      readonly offsetMs: number;
    }
  | {
      readonly kind: "sliding";
      readonly time: "event" | "processing";
      readonly sizeMs: number;
      readonly slideMs: number;
      readonly offsetMs: number;
    }
  | { readonly kind: "session"; readonly time: "event" | "processing"; readonly gapMs: number }
  | { readonly kind: "global" };

/** Decides which windows an element belongs to. */
export class WindowAssigner<W extends TimeWindow | GlobalWindow> {
  readonly shape: WindowShape;
  declare readonly window: (window: W) => W;

  constructor(shape: WindowShape) {
    this.shape = shape;
  }
}

const NO_OFFSET = { toMillis: () => 0 };

/** As in Flink: a size, and an offset that is shorter than it. */
function tumbling(time: "event" | "processing", size: Duration, offset: { toMillis(): number }) {
  const [sizeMs, offsetMs] = [size.toMillis(), offset.toMillis()];
  positive("the size of a tumbling window", sizeMs);
  if (Math.abs(offsetMs) >= sizeMs) throw new RangeError("the offset of a tumbling window is shorter than its size");
  return new WindowAssigner<TimeWindow>({ kind: "tumbling", time, sizeMs, offsetMs });
}

function sliding(time: "event" | "processing", size: Duration, slide: Duration, offset: { toMillis(): number }) {
  const [sizeMs, slideMs, offsetMs] = [size.toMillis(), slide.toMillis(), offset.toMillis()];
  positive("the size of a sliding window", sizeMs);
  positive("the slide of a sliding window", slideMs);
  if (Math.abs(offsetMs) >= slideMs) throw new RangeError("the offset of a sliding window is shorter than its slide");
  return new WindowAssigner<TimeWindow>({ kind: "sliding", time, sizeMs, slideMs, offsetMs });
}

function session(time: "event" | "processing", gap: Duration) {
  positive("the gap of a session window", gap.toMillis());
  return new WindowAssigner<TimeWindow>({ kind: "session", time, gapMs: gap.toMillis() });
}

function positive(what: string, ms: number): void {
  if (ms <= 0) throw new RangeError(`${what} is more than 0 ms, and this is ${ms}`);
}

export const TumblingEventTimeWindows = {
  of: (size: Duration, offset?: Duration) => tumbling("event", size, offset ?? NO_OFFSET),
};

export const TumblingProcessingTimeWindows = {
  of: (size: Duration, offset?: Duration) => tumbling("processing", size, offset ?? NO_OFFSET),
};

export const SlidingEventTimeWindows = {
  of: (size: Duration, slide: Duration, offset?: Duration) => sliding("event", size, slide, offset ?? NO_OFFSET),
};

export const SlidingProcessingTimeWindows = {
  of: (size: Duration, slide: Duration, offset?: Duration) => sliding("processing", size, slide, offset ?? NO_OFFSET),
};

/** Sessions that overlap or touch merge. */
export const EventTimeSessionWindows = {
  withGap: (gap: Duration) => session("event", gap),
};

export const ProcessingTimeSessionWindows = {
  withGap: (gap: Duration) => session("processing", gap),
};

/** Never fires by itself: give it a trigger. */
export const GlobalWindows = {
  create: () => new WindowAssigner<GlobalWindow>({ kind: "global" }),
};

export type TriggerShape =
  | { readonly kind: "eventTime" }
  | { readonly kind: "processingTime" }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "continuousEventTime"; readonly intervalMs: number }
  | { readonly kind: "continuousProcessingTime"; readonly intervalMs: number }
  | { readonly kind: "purging"; readonly of: TriggerShape };

/** Decides when a window's result is emitted. */
export class Trigger<W extends TimeWindow | GlobalWindow> {
  readonly shape: TriggerShape;
  declare readonly window: (window: W) => void;

  constructor(shape: TriggerShape) {
    this.shape = shape;
  }
}

export const EventTimeTrigger = { create: () => new Trigger<TimeWindow>({ kind: "eventTime" }) };

export const ProcessingTimeTrigger = { create: () => new Trigger<TimeWindow>({ kind: "processingTime" }) };

export const CountTrigger = {
  of(count: number): Trigger<TimeWindow | GlobalWindow> {
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`CountTrigger.of takes a number from 1, not ${count}`);
    return new Trigger({ kind: "count", count });
  },
};

export const ContinuousEventTimeTrigger = {
  of: (interval: Duration) => new Trigger<TimeWindow>({ kind: "continuousEventTime", intervalMs: interval.toMillis() }),
};

export const ContinuousProcessingTimeTrigger = {
  of: (interval: Duration) =>
    new Trigger<TimeWindow>({ kind: "continuousProcessingTime", intervalMs: interval.toMillis() }),
};

/** The window's content is gone once it fired. */
export const PurgingTrigger = {
  of: <W extends TimeWindow | GlobalWindow>(trigger: Trigger<W>) =>
    new Trigger<W>({ kind: "purging", of: trigger.shape }),
};
