import type { Need } from "../course/needs.ts";
import type { Stack } from "../runtime/contract.ts";
import type { Confinement, Staged } from "../sandbox/index.ts";
import type { Allowance } from "./allowance.ts";

/**
 * Whose code a test runs: the learner's, one of the files the course keeps beside the reference, or a submission's, in a
 * confined process of its own (`sandbox:` and the submission's folder).
 */
export type Target = "exercise" | "solution" | `alternative:${string}` | `mistake:${string}` | `sandbox:${string}`;

/** One target, and the seed its checks draw their input from. */
export interface Variant {
  target: Target;
  seed: number;
  /** Only the check with this code; all of them unless told. */
  only?: string;
  /** Of a submission: its files as they were staged, by exercise key. */
  staged?: Record<string, Staged>;
  /** Of a submission that is graded: once it is spent, no further check runs. */
  allowance?: Allowance;
  /** Failures are diagnosed, as the learner's own always are: what proves that the bank names its mistakes. */
  diagnosed?: boolean;
  /** Whether each call's record comes back with the result, for `katas compare`. It costs time, so nothing is timed then. */
  record?: true;
}

/** What the launcher tells the workers about a run; plain data, so that it crosses to them as JSON. */
export interface RunPlan {
  /** Names this run's topics and groups: unique on a cluster that others use too. */
  runId: string;
  /** Process id of the launcher: its topics are its own while it lives. */
  launcher: number;
  /** What every check is run against: ordinarily one target with one seed; the proof of the bank has many. */
  variants: Variant[];
  exercises: PlannedExercise[];
  /** What holds submissions; there where a variant is one. */
  confinement?: Confinement;
  /** Topics and groups that earlier runs left on this cluster, to be deleted on the way, and the files that note them. */
  leftovers: { topics: string[]; groups: string[]; notes: string[] };
  /** Absent where no selected exercise needs servers, or where they could not be had. `noStack` says why some, or all, could not. */
  stack?: Stack;
  noStack?: { sentence: string; remedy?: string };
}

export interface PlannedExercise {
  key: string;
  needs: Need[];
  /** Absolute paths. */
  test: string;
  file: string;
  /** The file each target of the run means. */
  targets: Partial<Record<Target, string>>;
  /** The submissions among the targets. */
  staged: Partial<Record<Target, Staged>>;
}

declare module "vitest" {
  interface ProvidedContext {
    katas: RunPlan;
  }
}
