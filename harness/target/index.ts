/**
 * The seam: what a test imports. A plugin puts a facade in the place of the learner's file, and the facade calls
 * whichever target a run is about. Knows nothing of what an exercise is about.
 */
export { type Allowance, isSpent, spend } from "./allowance.ts";
export { crash, EndedBeforeCrash } from "./crash.ts";
export {
  DoesNotLoad,
  type Misconception,
  MissingExport,
  type Origin,
  originOf,
  type Running,
  runAgainst,
  type Submission,
} from "./facade.ts";
export { BEGUN, type Begun, type Noted, noteIn, SCENES, STUCK, type Stuck } from "./notes.ts";
export type { PlannedExercise, RunPlan, Target, Variant } from "./plan.ts";
export type { CallRecord } from "./recording.ts";
export { type Call, canonical, type Plain, settle, traceText } from "./trace.ts";
