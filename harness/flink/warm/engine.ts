import path from "node:path";
import { FlinkRest, submitJob } from "../submit/index.ts";
import { once } from "./cluster.ts";

const NAME = "katas-first-job";
const FIRST = { file: path.join(import.meta.dirname, "first-job.ts"), exportName: "firstJob" };

/**
 * Has a JobManager and a TaskManager load what runs JavaScript.
 *
 * @param url  of the JobManager's REST API
 * @throws Problem if it does not answer
 */
export async function loadEngine(url: string): Promise<void> {
  const rest = new FlinkRest(url);
  await once(rest, NAME, async () => (await submitJob(rest, FIRST, { name: NAME })).finished());
}
