/**
 * What a submission may do with Flink. Its jobs are recorded in a confined process, and what comes back is judged before
 * anything is submitted; its SQL is judged a statement at a time; its calls of the JobManager's REST API pass a proxy that
 * knows what they may ask. Knows nothing of tests and points.
 */
export { insistOnGraph } from "./graph.ts";
export { FlinkGate } from "./proxy.ts";
export type { Reach } from "./reach.ts";
export { refuseStatements } from "./statements.ts";
export { packSubmission, type SubmittedJob } from "./submission.ts";
