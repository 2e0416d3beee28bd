// Follows by the list of all jobs, and looks at what came of the operation in the place of its status.
import { setTimeout as pause } from "node:timers/promises";
import { ask, type Deployment, type End, type StartedJob } from "../deploy-and-operate.ts";

const ENDS = ["FINISHED", "CANCELED", "FAILED"] as const;

export async function submitJob({ rest, jarId, entryClass, parallelism, savepoint }: Deployment): Promise<string> {
  // Without a savepoint the field is left out: undefined is no JSON.
  const body = { entryClass, parallelism, savepointPath: savepoint, allowNonRestoredState: false };
  return (await ask<{ jobid: string }>("POST", `${rest}/jars/${jarId}/run`, body)).jobid;
}

export async function followJob({ rest, jobId }: StartedJob, withinMs: number): Promise<End | undefined> {
  const end = async (): Promise<End | undefined> => {
    const { jobs } = await ask<{ jobs: { id: string; status: string }[] }>("GET", `${rest}/jobs`);
    const status = jobs.find(({ id }) => id === jobId)?.status;
    const state = ENDS.find((one) => one === status);
    return state && { state, alarm: state === "FAILED" };
  };
  const until = Date.now() + withinMs;
  let ended = await end();
  while (!ended && Date.now() < until) {
    await pause(100);
    ended = await end();
  }
  return ended;
}

export async function cancelJob(job: StartedJob): Promise<void> {
  await ask("PATCH", `${job.rest}/jobs/${job.jobId}?mode=cancel`);
  while (!(await followJob(job, 1_000)));
}

export async function stopJob(job: StartedJob): Promise<string> {
  const url = `${job.rest}/jobs/${job.jobId}`;
  const { "request-id": request } = await ask<{ "request-id": string }>("POST", `${url}/stop`, {});
  for (;;) {
    const { operation } = await ask<{ operation?: { location?: string; "failure-cause"?: { class: string } } }>(
      "GET",
      `${url}/savepoints/${request}`,
    );
    const { location, "failure-cause": cause } = operation ?? {};
    if (cause) throw new Error(`no savepoint could be taken: ${cause.class}`);
    if (location) {
      while (!(await followJob(job, 1_000)));
      return location;
    }
    await pause(100);
  }
}
