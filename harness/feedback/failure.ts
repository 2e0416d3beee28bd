import type { Problem } from "../problem.ts";

/** What went wrong in one check, as data; shaped in the worker, where the values still are values, told elsewhere. */
export interface Failure {
  kind: FailureKind;
  /** One sentence in the learner's terms. */
  sentence: string;
  /** What was observed, laid out: the first difference, the black box of a time-out. Plain text, under 80 columns. */
  evidence: string[];
  /** The smallest input that fails, found by shrinking; only for properties. */
  counterexample?: string;
  /** What the learner seems to have misunderstood. */
  diagnosis?: Diagnosis;
}

/** Mistakes of the bank that do just what the learner's file does: the same calls, outcomes and failure. */
export interface Diagnosis {
  /** Their names, `09-extends-the-first-that-fits`: ordinarily one, two where they cannot be told apart. */
  mistakes: string[];
  /** "It looks as if you ...". */
  sentence: string;
  /** The smallest input on which that mistake gives a wrong result, where a property of the exercise finds one. */
  smallest?: { input: string; difference: string[] };
}

/**
 * - `not-implemented` the stub is still a stub
 * - `missing-export`  the file lost a function that the test calls
 * - `does-not-load`   it does not parse, or throws while it is loaded
 * - `wrong`           an expectation of the test was not met
 * - `threw`           the learner's function threw
 * - `deadline`        it did not finish in time
 * - `stuck`           it never gave the thread back (a loop without an await); its process was ended
 * - `out-of-time`     it was not run: the checks before it, of whatever exercise, have used up the time of the submission
 * - `unhandled`       a promise was rejected and nobody awaited it
 * - `servers`         ours: Kafka could not be had or stopped answering; also that a disk is full
 * - `harness`         ours: a bug of the course
 */
export type FailureKind =
  | "not-implemented"
  | "missing-export"
  | "does-not-load"
  | "wrong"
  | "threw"
  | "deadline"
  | "stuck"
  | "out-of-time"
  | "unhandled"
  | "servers"
  | "harness";

/** Failures that say nothing about the learner: the run is an error, not a fail. */
export function isOurs(kind: FailureKind): boolean {
  return kind === "servers" || kind === "harness";
}

/** What a server, or a full disk, has kept a check from, with what to do. */
export function ofProblem({ message, remedy }: Problem): Failure {
  return { kind: "servers", sentence: message, evidence: remedy ? [remedy] : [] };
}
