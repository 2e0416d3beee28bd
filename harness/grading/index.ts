/**
 * What somebody's work is worth: submissions are judged by the teacher's tests in confined processes, marked, and told
 * in a document and its formats. Knows nothing of terminals and command lines.
 */
import "../no-inspector.ts";

export { deliver, FORMAT_NAMES, type Format, findFormat, pairOutputs } from "./formats/index.ts";
export { inertLine } from "./formats/inert.ts";
export { OUR_ERROR, unconfined } from "./formats/tell.ts";
export type { Grade, Verdict } from "./grade.ts";
export { type Grading, grade, type Submission } from "./grader.ts";
export { runLane } from "./lane.ts";
export { gradeRoster, Reports, readRoster } from "./roster.ts";
export { insistOnSubmission } from "./submission.ts";
