import type { CallRecord, Target } from "../target/index.ts";
import type { Failure } from "./failure.ts";

/** One check of one exercise against one target and seed. */
export interface CheckResult {
  code: string;
  title: string;
  target: Target;
  seed: number;
  /** `not-run`: the file ended before its turn. */
  state: "pass" | "fail" | "error" | "not-run";
  durationMs: number;
  /** Servers the check asked for, once it has run. */
  needs: string[];
  /** Whether it drew from the seed: there where it has run and did. */
  seeded?: true;
  failure?: Failure;
  /** Where in the learner's file: the line the failure came from. */
  where?: { file: string; line: number; column: number };
  /** What the code under test printed while the check ran. */
  printed: string[];
  /** What its calls did, where the run asked for it. */
  records?: CallRecord[];
}

export interface ExerciseResult {
  key: string;
  checks: CheckResult[];
  /** What went wrong outside any check: the file did not load, a promise was rejected that nobody awaited. */
  outside: { failure: Failure; where?: CheckResult["where"] }[];
}

export interface RunReport {
  exercises: ExerciseResult[];
  durationMs: number;
}

/** Pass, fail and error are three things; no check at all is never a pass. */
export function verdict({ checks, outside }: ExerciseResult): "pass" | "fail" | "error" {
  const failures = outside.map(({ failure }) => failure.kind);
  if (checks.some(({ state }) => state === "error") || failures.includes("servers") || failures.includes("harness")) {
    return "error";
  }
  const passed = checks.length > 0 && checks.every(({ state }) => state === "pass") && outside.length === 0;
  return passed ? "pass" : "fail";
}
