// caught-by: DEP-02
// You read "status": the job itself says its state in "state", and "status" is what its vertices have.
import { setTimeout as pause } from "node:timers/promises";
import { ask, type End, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, stopJob, submitJob } from "../deploy-and-operate.ts";

export async function followJob({ rest, jobId }: StartedJob, withinMs: number): Promise<End | undefined> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { status } = await ask<{ status?: string }>("GET", `${rest}/jobs/${jobId}`);
    if (status === "FINISHED" || status === "CANCELED" || status === "FAILED") {
      return { state: status, alarm: status === "FAILED" };
    }
    if (performance.now() >= deadline) return undefined;
    await pause(50);
  }
}
