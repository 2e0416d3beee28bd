// caught-by: DEP-02
// You wait for FINISHED: a job that has FAILED never comes to it.
import { setTimeout as pause } from "node:timers/promises";
import { ask, type End, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, stopJob, submitJob } from "../deploy-and-operate.ts";

export async function followJob({ rest, jobId }: StartedJob, withinMs: number): Promise<End | undefined> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const { state } = await ask<{ state: string }>("GET", `${rest}/jobs/${jobId}`);
    if (state === "FINISHED") return { state, alarm: false };
    await pause(50);
  }
  return undefined;
}
