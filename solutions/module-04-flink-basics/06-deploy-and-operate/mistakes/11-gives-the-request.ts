// caught-by: DEP-04
// You give back the id of the request: it names the operation, and a savepoint has a place.
import { ask, followJob, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, followJob, submitJob } from "../deploy-and-operate.ts";

export async function stopJob(job: StartedJob): Promise<string> {
  const url = `${job.rest}/jobs/${job.jobId}/stop`;
  const { "request-id": request } = await ask<{ "request-id": string }>("POST", url, { drain: false });
  await followJob(job, Number.POSITIVE_INFINITY);
  return request;
}
