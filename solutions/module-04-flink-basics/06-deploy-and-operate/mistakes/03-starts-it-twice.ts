// caught-by: DEP-01
// You submit once more when the job is not RUNNING at once: a submission is not idempotent, and now two jobs write.
import { ask, type Deployment } from "../deploy-and-operate.ts";

export { cancelJob, followJob, stopJob } from "../deploy-and-operate.ts";

export async function submitJob({ rest, jarId, entryClass, parallelism, savepoint }: Deployment): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { jobid } = await ask<{ jobid: string }>("POST", `${rest}/jars/${jarId}/run`, {
      entryClass,
      parallelism,
      savepointPath: savepoint,
    });
    const { vertices } = await ask<{ vertices: { status: string }[] }>("GET", `${rest}/jobs/${jobid}`);
    if (attempt === 2 || vertices.every(({ status }) => status === "RUNNING")) return jobid;
  }
}
