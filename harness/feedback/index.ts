/** What a person reads: the shape of a failure, a run's report, its rendering. Does not know how a check runs. */
export { brief } from "./difference.ts";
export { type Diagnosis, type Failure, type FailureKind, isOurs, ofProblem } from "./failure.ts";
export { renderRun } from "./render.ts";
export { type CheckResult, type ExerciseResult, type RunReport, verdict } from "./report.ts";
export { type Pen, pen, thisTerminal } from "./terminal.ts";
