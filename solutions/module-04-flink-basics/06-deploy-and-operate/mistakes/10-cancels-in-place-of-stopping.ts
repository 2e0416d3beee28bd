// caught-by: DEP-04
// You cancel the job: that is quick, and what it had counted is gone.
import { cancelJob, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, followJob, submitJob } from "../deploy-and-operate.ts";

export async function stopJob(job: StartedJob): Promise<string> {
  await cancelJob(job);
  return "";
}
