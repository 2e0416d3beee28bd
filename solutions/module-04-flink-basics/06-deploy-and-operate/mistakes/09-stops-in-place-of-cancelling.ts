// caught-by: DEP-03
// You ask for mode=stop, which Flink no longer has: the job is not ended, and the answer is an error.
import { ask, followJob, type StartedJob } from "../deploy-and-operate.ts";

export { followJob, stopJob, submitJob } from "../deploy-and-operate.ts";

export async function cancelJob(job: StartedJob): Promise<void> {
  await ask("PATCH", `${job.rest}/jobs/${job.jobId}?mode=stop`);
  await followJob(job, Number.POSITIVE_INFINITY);
}
