// caught-by: DEP-01
// You read the id from "job-id": the answer to a submission has it as "jobid".
import { ask, type Deployment } from "../deploy-and-operate.ts";

export { cancelJob, followJob, stopJob } from "../deploy-and-operate.ts";

export async function submitJob({ rest, jarId, entryClass, parallelism, savepoint }: Deployment): Promise<string> {
  const answer = await ask<{ "job-id": string }>("POST", `${rest}/jars/${jarId}/run`, {
    entryClass,
    parallelism,
    savepointPath: savepoint,
  });
  return answer["job-id"];
}
