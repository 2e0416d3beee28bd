// caught-by: DEP-04
// You take a savepoint and do not end the job: with the next submission two of it run.
import { setTimeout as pause } from "node:timers/promises";
import { ask, type StartedJob } from "../deploy-and-operate.ts";

export { cancelJob, followJob, submitJob } from "../deploy-and-operate.ts";

export async function stopJob({ rest, jobId }: StartedJob): Promise<string> {
  const url = `${rest}/jobs/${jobId}/savepoints`;
  const { "request-id": request } = await ask<{ "request-id": string }>("POST", url, {});
  for (;;) {
    const { status, operation } = await ask<{ status: { id: string }; operation?: { location?: string } }>(
      "GET",
      `${url}/${request}`,
    );
    if (status.id === "COMPLETED") {
      if (operation?.location === undefined) throw new Error("no savepoint was taken");
      return operation.location;
    }
    await pause(50);
  }
}
