/** What Flink says of a job: told where a check's time is up, and kept for `katas look`. */
import { cut } from "../cut.ts";
import type { Job } from "../flink/submit/index.ts";
import { label } from "./black-box.ts";

export interface JobNow {
  id: string;
  /** Lines for a person. */
  told: string[];
  /** By its functions; empty where nobody asked. */
  printed: string[];
}

/**
 * State and progress of a job, under 80 columns: each vertex with its records, the watermark of each subtask, and who
 * waits for whom.
 *
 * @param lines  whether what it printed is wanted: a stranger may have filled the log it is in
 */
export async function describeJob(job: Job, lines: boolean): Promise<JobNow> {
  const { name, state, vertices } = await job.details();
  const told = [`job ${label(name)}  ${state}`];
  for (const { name: vertex, status, parallelism, metrics } of vertices) {
    told.push(`  ${cut(vertex, 44)}  ${status}  in ${metrics["read-records"]}  out ${metrics["write-records"]}`);
    if (status !== "RUNNING") continue;
    for (const { subtask, watermark, idle, busy, backPressured } of await job.subtasks(vertex)) {
      const number = parallelism > 1 ? `${subtask + 1}/${parallelism}  ` : "";
      const times = `idle ${percent(idle)}  busy ${percent(busy)}  back-pressured ${percent(backPressured)}`;
      told.push(`    ${number}watermark ${watermark ?? "none yet"}  ${times}`);
    }
  }
  const failure = await job.failure();
  if (failure) told.push(`  ${cut(failure.message, 76)}`);
  return { id: job.id, told, printed: lines ? await job.printed() : [] };
}

/** Flink counts milliseconds a second. */
function percent(ms: number | undefined): string {
  return ms === undefined ? "-" : `${Math.round(ms / 10)}%`;
}
