// caught-by: DEP-02
// You take every end but FINISHED for a failure: CANCELED is what somebody asked for.
import { setTimeout as pause } from "node:timers/promises";
import { ask, type End, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, stopJob, submitJob } from "../deploy-and-operate.ts";

export async function followJob({ rest, jobId }: StartedJob, withinMs: number): Promise<End | undefined> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { state } = await ask<{ state: string }>("GET", `${rest}/jobs/${jobId}`);
    if (state === "FINISHED" || state === "CANCELED" || state === "FAILED") {
      return { state, alarm: state !== "FINISHED" };
    }
    if (performance.now() >= deadline) return undefined;
    await pause(50);
  }
}
