import path from "node:path";
import { NotObserved } from "../../until.ts";
import { FlinkRefused, FlinkRest, JobEnded, JobRefused, submitJob } from "../submit/index.ts";

/** By its name a cluster is known that has run it. */
const NAME = "katas-first-job";
const FIRST = { file: path.join(import.meta.dirname, "first-job.ts"), exportName: "firstJob" };

/** No runner in its lib/, no free slot. */
const CANNOT_RUN = [FlinkRefused, JobRefused, JobEnded, NotObserved];

/**
 * Has a cluster that was just started load what runs JavaScript, which takes its JobManager and its TaskManager seconds,
 * and nothing after that: no check's time should run meanwhile. A cluster that cannot run jobs is told by the checks.
 *
 * @param url  of the JobManager's REST API
 * @throws Problem if it does not answer
 */
export async function loadEngine(url: string): Promise<void> {
  const rest = new FlinkRest(url);
  if ((await rest.jobs()).some(({ name }) => name === NAME)) return;
  try {
    await (await submitJob(rest, FIRST, { name: NAME })).finished();
  } catch (error) {
    if (!CANNOT_RUN.some((kind) => error instanceof kind)) throw error;
  }
}
