/**
 * Event time: where an element's time comes from, and how far behind the newest one may be.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/event-time/generating_watermarks/
 */
import type { Duration } from "./duration.ts";
import type { NoResult } from "./functions.ts";

/** @returns milliseconds; `recordTimestamp` is Kafka's for a KafkaSource, -Infinity where there is none. */
export type TimestampAssigner<T> = (element: T, recordTimestamp: number) => number;

export interface WatermarkOutput {
  /** No element with a time of `watermark` or less is to come. */
  emitWatermark(watermark: number): void;
  markIdle(): void;
  markActive(): void;
}

/** A watermark generator of one's own. */
export interface WatermarkGenerator<T> {
  onEvent(event: T, eventTimestamp: number, output: WatermarkOutput): NoResult;
  /** Called every `pipeline.auto-watermark-interval`, 200 ms. */
  onPeriodicEmit(output: WatermarkOutput): NoResult;
}

export type GeneratorShape =
  | { readonly kind: "none" }
  | { readonly kind: "monotonous" }
  | { readonly kind: "bounded"; readonly outOfOrdernessMs: number }
  | { readonly kind: "own" };

export class WatermarkStrategy<T> {
  readonly shape: GeneratorShape;
  readonly idlenessMs: number | undefined;
  readonly timestamps: TimestampAssigner<T> | undefined;
  readonly generator: (() => WatermarkGenerator<T>) | undefined;

  private constructor(
    shape: GeneratorShape,
    timestamps?: TimestampAssigner<T>,
    idlenessMs?: number,
    generator?: () => WatermarkGenerator<T>,
  ) {
    this.shape = shape;
    this.timestamps = timestamps;
    this.idlenessMs = idlenessMs;
    this.generator = generator;
  }

  /** No event time: for jobs that know processing time only. */
  static noWatermarks<T>(): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ kind: "none" });
  }

  /** For times that only grow, in each partition. */
  static forMonotonousTimestamps<T>(): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ kind: "monotonous" });
  }

  /** The watermark is the highest time so far - `maxOutOfOrderness` - 1 ms. */
  static forBoundedOutOfOrderness<T>(maxOutOfOrderness: Duration): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ kind: "bounded", outOfOrdernessMs: maxOutOfOrderness.toMillis() });
  }

  static forGenerator<T>(supplier: () => WatermarkGenerator<T>): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ kind: "own" }, undefined, undefined, supplier);
  }

  withTimestampAssigner(timestamps: TimestampAssigner<T>): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>(this.shape, timestamps, this.idlenessMs, this.generator);
  }

  /** A partition that is silent for this long no longer holds the watermark back. */
  withIdleness(idleTimeout: Duration): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>(this.shape, this.timestamps, idleTimeout.toMillis(), this.generator);
  }
}
