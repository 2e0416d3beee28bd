/** `problem`: the course cannot run so; `warning`: it can, and something is worth knowing. */
export type FindingState = "ok" | "warning" | "problem";

export interface Finding {
  /** What was looked at, in a word or two. */
  what: string;
  state: FindingState;
  /** What was found. */
  detail: string;
  /** What to do about it; never missing on a problem. */
  remedy?: string;
}
