// caught-by: DEP-04
// You do not pass the savepoint on: the job begins with nothing, reads every order again and writes every total once more.
import { ask, type Deployment } from "../deploy-and-operate.ts";

export { cancelJob, followJob, stopJob } from "../deploy-and-operate.ts";

export async function submitJob({ rest, jarId, entryClass, parallelism }: Deployment): Promise<string> {
  const { jobid } = await ask<{ jobid: string }>("POST", `${rest}/jars/${jarId}/run`, { entryClass, parallelism });
  return jobid;
}
