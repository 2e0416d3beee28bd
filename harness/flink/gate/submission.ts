import path from "node:path";
import type { Confinement, Staged } from "../../sandbox/index.ts";
import { type JobFiles, type JobOptions, JobRefused, packJob } from "../submit/index.ts";
import type { Reach } from "./reach.ts";
import { confinedRecorder } from "./record.ts";

/** A job of a submission, and what holds its code. */
export interface SubmittedJob {
  readonly staged: Staged;
  readonly confinement: Confinement;
  readonly exportName: string;
  /** The folder of its exercise, from the checkout on: where messages say that its lines are. */
  readonly shownIn: string;
  readonly reach: Reach;
}

/**
 * Packs a job of a submission. Nothing of it runs in this process.
 * @throws JobRefused
 */
export async function packSubmission(
  { staged, confinement, exportName, shownIn, reach }: SubmittedJob,
  options: JobOptions,
): Promise<JobFiles> {
  // What it is refused for was found by the compiler, which is not asked a second time.
  if (staged.refused !== undefined) throw new JobRefused(staged.refused);
  const record = confinedRecorder(path.dirname(staged.folder), confinement, reach);
  const job = { file: staged.file, folder: staged.folder, exportName, shownIn };
  // The graph does not tell where a sink writes whose records are made by a function.
  return packJob(job, { ...options, topics: reach.topics }, record);
}
