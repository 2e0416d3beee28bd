/**
 * The way of a TypeScript job into a cluster: bundled, recorded once in Node, packed into a jar without any class, and
 * given to the JobManager, where the runner in the cluster's `lib/` builds it. Knows nothing of how a cluster is started.
 */

import type { JobFile } from "./bundle.ts";
import type { Job } from "./job.ts";
import { type JobFiles, type JobOptions, jarOf, nameOf, packJob } from "./job-jar.ts";
import type { FlinkRest } from "./rest.ts";
import { UploadedJar } from "./uploaded.ts";

export { FlinkRefused } from "../http.ts";
export type { Bundle, JobFile } from "./bundle.ts";
export { NEVER_RETURNED } from "./dry-run.ts";
export { JobEnded } from "./ended.ts";
export { type Frame, type JobFailure, tellFailure } from "./failure.ts";
export { Job, type Split, type Subtask } from "./job.ts";
export { type JobFiles, type JobOptions, jarOf, packJob, type Recorder, RUNNER_CLASS } from "./job-jar.ts";
export { JobRefused, type Position } from "./refused.ts";
export {
  type CheckpointConfig,
  type Checkpoints,
  FlinkRest,
  type JobDetails,
  type JobPlan,
  type JobState,
  type Overview,
} from "./rest.ts";
export { UploadedJar } from "./uploaded.ts";

export interface SubmitOptions extends JobOptions {
  /** A savepoint or checkpoint to go on from. */
  readonly savepoint?: string;
}

/**
 * Submits a job.
 *
 * @param rest  the JobManager's address, "http://127.0.0.1:8081"
 * @throws JobRefused   what can be told without a cluster; a graph that is not deterministic
 * @throws FlinkRefused what the JobManager says: a savepoint that does not fit
 * @throws Problem      if it does not answer
 */
export async function submitJob(rest: FlinkRest, file: JobFile, options: SubmitOptions): Promise<Job> {
  return submitPacked(rest, await packJob(file, options), options);
}

/**
 * Submits what was packed.
 * @throws as `submitJob`
 */
export async function submitPacked(
  rest: FlinkRest,
  files: JobFiles,
  { savepoint }: Pick<SubmitOptions, "savepoint"> = {},
): Promise<Job> {
  const jar = await upload(rest, files);
  try {
    return await jar.run(savepoint);
  } finally {
    await jar.remove();
  }
}

/**
 * Gives a job to the JobManager without starting it, for somebody else to start.
 *
 * @returns what its owner removes
 * @throws JobRefused, FlinkRefused, Problem
 */
export async function uploadJob(rest: FlinkRest, file: JobFile, options: JobOptions): Promise<UploadedJar> {
  return upload(rest, await packJob(file, options));
}

async function upload(rest: FlinkRest, files: JobFiles): Promise<UploadedJar> {
  return new UploadedJar(rest, await rest.uploadJar("job.jar", jarOf(files)), nameOf(files));
}
