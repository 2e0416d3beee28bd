// caught-by: DEP-03
// You take a job that is not RUNNING any more for one that has failed: RESTARTING is Flink's own repair.
import { setTimeout as pause } from "node:timers/promises";
import { ask, type End, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, stopJob, submitJob } from "../deploy-and-operate.ts";

export async function followJob({ rest, jobId }: StartedJob, withinMs: number): Promise<End | undefined> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { state } = await ask<{ state: string }>("GET", `${rest}/jobs/${jobId}`);
    if (state === "FINISHED" || state === "CANCELED") return { state, alarm: false };
    if (state === "FAILED" || state === "RESTARTING") return { state: "FAILED", alarm: true };
    if (performance.now() >= deadline) return undefined;
    await pause(50);
  }
}
