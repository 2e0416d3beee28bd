import path from "node:path";
import { FlinkRefused, FlinkRest, JobEnded, submitJob } from "../submit/index.ts";

const FIRST = { file: path.join(import.meta.dirname, "first-job.ts"), exportName: "firstJob" };

/**
 * Has a cluster that was just started load what runs JavaScript, which takes its JobManager and its TaskManager seconds,
 * and nothing after that: no check's time should run meanwhile. A cluster that cannot run jobs is told by the checks.
 *
 * @param url  of the JobManager's REST API
 */
export async function loadEngine(url: string): Promise<void> {
  const rest = new FlinkRest(url);
  if ((await rest.jobs()).length > 0) return;
  try {
    await (await submitJob(rest, FIRST, { name: "katas-first-job" })).finished();
  } catch (error) {
    if (!(error instanceof JobEnded || error instanceof FlinkRefused)) throw error;
  }
}
