import { FlinkRefused } from "../http.ts";
import { readFailure } from "./failure.ts";
import { Job } from "./job.ts";
import { RUNNER_CLASS } from "./job-jar.ts";
import { JobRefused } from "./refused.ts";
import type { FlinkRest } from "./rest.ts";

/** A job jar that lies with the JobManager, from which anybody who knows its id can start the job. */
export class UploadedJar {
  /** As `/jars/:id/run` takes it. */
  readonly jarId: string;
  readonly entryClass = RUNNER_CLASS;
  /** Of every job that comes of it. */
  readonly #jobName: string;
  readonly #rest: FlinkRest;

  constructor(rest: FlinkRest, jarId: string, jobName: string) {
    this.#rest = rest;
    this.jarId = jarId;
    this.#jobName = jobName;
  }

  /**
   * Starts the job.
   *
   * @param savepoint  to go on from
   * @throws JobRefused   what the runner says: a graph that is not deterministic
   * @throws FlinkRefused what the JobManager says: a savepoint that does not fit
   */
  async run(savepoint?: string): Promise<Job> {
    const body = { entryClass: this.entryClass, allowNonRestoredState: false, savepointPath: savepoint };
    try {
      const { jobid } = await this.#rest.post<{ jobid: string }>(`/jars/${this.jarId}/run`, body);
      return new Job(this.#rest, jobid);
    } catch (error) {
      if (!(error instanceof FlinkRefused)) throw error;
      const { message, frames, operator } = readFailure(error.told);
      const ours = error.told.includes("streamingkatas.flink.guest.TypeScriptException");
      throw ours ? new JobRefused(operator ? `${operator}: ${message}` : message, frames[0]?.at) : error;
    }
  }

  /** The jobs that came of it, whoever started them. */
  async jobs(): Promise<Job[]> {
    const all = await this.#rest.jobs();
    return all.filter(({ name }) => name === this.#jobName).map(({ jid }) => new Job(this.#rest, jid));
  }

  /** Jobs that came of it run on. */
  async remove(): Promise<void> {
    await this.#rest.delete(`/jars/${this.jarId}`);
  }
}
