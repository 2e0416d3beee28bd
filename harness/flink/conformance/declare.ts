/**
 * `#conformance`: what a `conformance.ts` beside a reference may import. It says how a reference that cannot be drawn is
 * compared with Flink's operators.
 */
import type { FlinkStep, FlinkStream } from "./event-time.ts";

export type { FlinkStep, FlinkStream } from "./event-time.ts";

/** A stream for Flink, and what the reference makes of it, in words. */
export interface ComparedCase {
  stream: FlinkStream;
  ours: string[];
}

/** A file `conformance.ts` exports one of these as `conformance`. */
export interface Conformance {
  /** What is compared, as the table of docs/conformance.md says it. */
  covers: string;
  flink: string;
  /** Generated streams; equal for equal seeds. */
  cases(seed: number, count: number): ComparedCase[];
  /** What Flink made of a stream, in the words of `ours`. */
  theirs(stream: FlinkStream, steps: FlinkStep[]): string[];
}
