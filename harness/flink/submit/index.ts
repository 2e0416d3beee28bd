/**
 * The way of a TypeScript job into a cluster: bundled, recorded once in Node, packed into a jar without any class, and
 * given to the JobManager, where the runner in the cluster's `lib/` builds it. Knows nothing of how a cluster is started.
 */

import { FlinkRefused } from "../http.ts";
import type { JobFile } from "./bundle.ts";
import { readFailure } from "./failure.ts";
import { Job } from "./job.ts";
import { type JobOptions, jarOf, packJob, RUNNER_CLASS } from "./job-jar.ts";
import { JobRefused } from "./refused.ts";
import type { FlinkRest } from "./rest.ts";

export { FlinkRefused } from "../http.ts";
export type { JobFile } from "./bundle.ts";
export { JobEnded } from "./ended.ts";
export { type JobFailure, tellFailure } from "./failure.ts";
export { Job, type Subtask } from "./job.ts";
export { type JobOptions, jarOf, packJob } from "./job-jar.ts";
export { JobRefused } from "./refused.ts";
export {
  type Checkpoints,
  FlinkRest,
  type JobDetails,
  type JobPlan,
  type JobState,
  type Overview,
} from "./rest.ts";

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
  const jar = jarOf(await packJob(file, options));
  const jarId = await rest.uploadJar("job.jar", jar);
  try {
    const body = { entryClass: RUNNER_CLASS, allowNonRestoredState: false, savepointPath: options.savepoint };
    const { jobid } = await rest.post<{ jobid: string }>(`/jars/${jarId}/run`, body);
    return new Job(rest, jobid);
  } catch (error) {
    if (!(error instanceof FlinkRefused)) throw error;
    const { message, frames, operator } = readFailure(error.told);
    const ours = error.told.includes("streamingkatas.flink.guest.TypeScriptException");
    throw ours ? new JobRefused(operator ? `${operator}: ${message}` : message, frames[0]?.at) : error;
  } finally {
    await rest.delete(`/jars/${jarId}`);
  }
}
