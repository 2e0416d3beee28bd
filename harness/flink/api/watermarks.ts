/**
 * Event time: where an element's time comes from, and how far behind the newest one may be.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/event-time/generating_watermarks/
 */
import { Duration } from "./duration.ts";
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

/** Sources of a group whose watermark is ahead of the group's by more than the drift are paused. */
export interface AlignmentShape {
  readonly group: string;
  readonly maxDriftMs: number;
  readonly updateIntervalMs: number;
}

interface Parts<T> {
  readonly shape: GeneratorShape;
  readonly generator?: () => WatermarkGenerator<T>;
  readonly timestamps?: TimestampAssigner<T>;
  readonly idlenessMs?: number;
  readonly alignment?: AlignmentShape;
}

export class WatermarkStrategy<T> {
  readonly parts: Parts<T>;

  private constructor(parts: Parts<T>) {
    this.parts = parts;
  }

  /** No event time: for jobs that know processing time only. */
  static noWatermarks<T>(): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ shape: { kind: "none" } });
  }

  /** For times that only grow, in each partition. */
  static forMonotonousTimestamps<T>(): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ shape: { kind: "monotonous" } });
  }

  /** The watermark is the highest time so far - `maxOutOfOrderness` - 1 ms. */
  static forBoundedOutOfOrderness<T>(maxOutOfOrderness: Duration): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ shape: { kind: "bounded", outOfOrdernessMs: maxOutOfOrderness.toMillis() } });
  }

  static forGenerator<T>(supplier: () => WatermarkGenerator<T>): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ shape: { kind: "own" }, generator: supplier });
  }

  withTimestampAssigner(timestamps: TimestampAssigner<T>): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ ...this.parts, timestamps });
  }

  /** A partition that is silent for this long no longer holds the watermark back. */
  withIdleness(idleTimeout: Duration): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({ ...this.parts, idlenessMs: idleTimeout.toMillis() });
  }

  /**
   * Pauses what runs ahead: partitions and sources of this group whose watermark is more than `maxAllowedWatermarkDrift`
   * above the smallest of the group. For a source only.
   *
   * @param updateInterval  how often the group's watermark is told; 1 s unless given
   */
  withWatermarkAlignment(
    watermarkGroup: string,
    maxAllowedWatermarkDrift: Duration,
    updateInterval: Duration = Duration.ofSeconds(1),
  ): WatermarkStrategy<T> {
    const alignment = {
      group: watermarkGroup,
      maxDriftMs: maxAllowedWatermarkDrift.toMillis(),
      updateIntervalMs: updateInterval.toMillis(),
    };
    return new WatermarkStrategy<T>({ ...this.parts, alignment });
  }
}
