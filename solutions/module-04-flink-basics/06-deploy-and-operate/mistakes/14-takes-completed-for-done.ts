// caught-by: DEP-05
// You take COMPLETED for success: it says that the operation is over, and that may have been a failure.
import { setTimeout as pause } from "node:timers/promises";
import { ask, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, followJob, submitJob } from "../deploy-and-operate.ts";

export async function stopJob({ rest, jobId }: StartedJob): Promise<string> {
  const url = `${rest}/jobs/${jobId}`;
  const { "request-id": request } = await ask<{ "request-id": string }>("POST", `${url}/stop`, { drain: false });
  for (;;) {
    const { status, operation } = await ask<{ status: { id: string }; operation?: { location?: string } }>(
      "GET",
      `${url}/savepoints/${request}`,
    );
    if (status.id === "COMPLETED") return operation?.location ?? "";
    await pause(50);
  }
}
