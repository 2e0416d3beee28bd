// caught-by: DEP-01
// You do not pass the parallelism on: the job runs with the cluster's default.
import { ask, type Deployment } from "../deploy-and-operate.ts";

export { cancelJob, followJob, stopJob } from "../deploy-and-operate.ts";

export async function submitJob({ rest, jarId, entryClass, savepoint }: Deployment): Promise<string> {
  const { jobid } = await ask<{ jobid: string }>("POST", `${rest}/jars/${jarId}/run`, {
    entryClass,
    savepointPath: savepoint,
  });
  return jobid;
}
