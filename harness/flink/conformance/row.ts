/** One line of the conformance table. */
export interface Row {
  /** What was compared: an exercise, a part of the harness, a job of the catalogue. */
  program: string;
  covers: string;
  /** What of Flink it was compared with. */
  flink: string;
  cases: number;
  /** The first cases that differ, in words; none where all are equal. */
  differences: string[];
}
