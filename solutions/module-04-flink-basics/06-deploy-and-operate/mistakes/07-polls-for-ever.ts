// caught-by: DEP-03
// You ask until the job has ended, however long you were told to: a job without an end is asked about for ever.
import { setTimeout as pause } from "node:timers/promises";
import { ask, type End, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, stopJob, submitJob } from "../deploy-and-operate.ts";

export async function followJob({ rest, jobId }: StartedJob, _withinMs: number): Promise<End | undefined> {
  for (;;) {
    const { state } = await ask<{ state: string }>("GET", `${rest}/jobs/${jobId}`);
    if (state === "FINISHED" || state === "CANCELED" || state === "FAILED") return { state, alarm: state === "FAILED" };
    await pause(50);
  }
}
