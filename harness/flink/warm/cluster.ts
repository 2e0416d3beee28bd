import { NotObserved } from "../../until.ts";
// Not by its index: what the SQL client loads is needed in a new cluster alone.
import { SqlRefused } from "../sql/refused.ts";
import { FlinkRefused, type FlinkRest, JobEnded, JobRefused } from "../submit/index.ts";

/** No runner in its lib/, no free slot. */
const CANNOT_RUN = [FlinkRefused, JobRefused, JobEnded, NotObserved, SqlRefused];

/**
 * Has a cluster run a job, unless it did already: it is known by the job's name. A cluster that cannot run jobs is told
 * by the checks.
 *
 * @param run  runs a job of that name to its end
 * @throws Problem if the cluster does not answer; what else `run` throws
 */
export async function once(rest: FlinkRest, name: string, run: () => Promise<void>): Promise<void> {
  if ((await rest.jobs()).some((job) => job.name === name)) return;
  try {
    await run();
  } catch (error) {
    if (!CANNOT_RUN.some((kind) => error instanceof kind)) throw error;
  }
}
