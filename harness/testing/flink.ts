/**
 * Flink as a check uses it: submits the exercise's own jobs and SQL, and looks at the cluster. Knows nothing of how a
 * cluster is started.
 */
import path from "node:path";
import type { StreamExecutionEnvironment } from "../flink/api/index.ts";
import { FlinkRest, type Job, type JobFile, type Overview, submitJob } from "../flink/submit/index.ts";
import type { FlinkService } from "../runtime/index.ts";
import { connect } from "../runtime/index.ts";
import { type Origin, originOf, settle } from "../target/index.ts";
import { until } from "../until.ts";

/** Less than a check may take, so that what is told is what was awaited. */
const FINISHED_MS = 25_000;

/** A learner's job. The facade calls no job: it says whose it is, so that it can be bundled. */
export type JobFunction<A extends unknown[]> = (env: StreamExecutionEnvironment, ...args: A) => void;

export interface RunOptions {
  /** A savepoint to go on from. */
  savepoint?: string;
}

/** Where it is, and what a check says of its jobs. */
export interface FlinkPlace {
  service: FlinkService;
  /** The JobManager's REST API. */
  rest: string;
  /** Kafka as Flink reaches it. */
  brokers: string[];
  /** A job's name, which nobody else's has. */
  nameFor: (what: string) => string;
  onJob: (job: Job) => void;
}

export class Flink {
  readonly #place: FlinkPlace;
  readonly #rest: FlinkRest;

  constructor(place: FlinkPlace) {
    this.#place = place;
    this.#rest = new FlinkRest(place.rest);
  }

  /** One TaskManager, or two. */
  get service(): FlinkService {
    return this.#place.service;
  }

  /** The JobManager's REST API, for a learner's functions: `http://127.0.0.1:8081`. */
  get rest(): string {
    return this.#place.rest;
  }

  /** The brokers as jobs reach them, with commas between them. */
  get brokers(): string {
    return this.#place.brokers.join(",");
  }

  /**
   * Submits the exercise's job. It is cancelled when the check ends, if it has not ended before.
   *
   * @param job   as the test imported it
   * @param args  what it is given after `env`: JSON
   * @throws JobRefused, FlinkRefused
   */
  async run<A extends unknown[]>(job: JobFunction<A>, args: A, options: RunOptions = {}): Promise<Job> {
    const origin = originOf(job);
    origin.ended.throwIfAborted();
    const call = origin.call(args);
    try {
      const submitted = await this.#submit(origin, args, options);
      settle(call, { returned: undefined });
      this.#place.onJob(submitted);
      return submitted;
    } catch (error) {
      settle(call, { threw: error });
      throw error;
    }
  }

  /**
   * Submits the exercise's job and waits until it has finished.
   * @throws JobEnded if it fails; NotObserved if it does not end within 25 s; as `run` does
   */
  async runToEnd<A extends unknown[]>(job: JobFunction<A>, args: A, options: RunOptions = {}): Promise<Job> {
    const submitted = await this.run(job, args, options);
    await submitted.finished(FINISHED_MS);
    return submitted;
  }

  /** TaskManagers, slots, jobs. */
  overview(): Promise<Overview> {
    return this.#rest.overview();
  }

  /** Kills a TaskManager the hard way (SIGKILL), by its number from 1. */
  async killTaskManager(number: number): Promise<void> {
    await this.#withSupervisor(({ kill }) => kill(this.#taskManager(number)));
  }

  /** Starts another one in the place of a killed one, and waits until the JobManager has it. */
  async replaceTaskManager(number: number): Promise<void> {
    const before = (await this.#rest.overview()).taskmanagers;
    await this.#withSupervisor(({ restart }) => restart(this.#taskManager(number)));
    await until(
      "the TaskManager to register",
      () => this.#rest.overview(),
      ({ taskmanagers }) => taskmanagers > before || taskmanagers > 1,
      30_000,
    );
  }

  #taskManager(number: number): string {
    return this.#place.service === "flink" ? `taskmanager-${number}` : `${this.#place.service}-taskmanager-${number}`;
  }

  async #withSupervisor(act: (supervisor: Awaited<ReturnType<typeof connect>>) => Promise<void>): Promise<void> {
    const supervisor = await connect();
    try {
      await act(supervisor);
    } finally {
      supervisor.close();
    }
  }

  #submit(origin: Origin, args: unknown[], { savepoint }: RunOptions): Promise<Job> {
    const name = this.#place.nameFor(origin.name);
    return submitJob(this.#rest, fileOf(origin), { name, args, ...(savepoint !== undefined && { savepoint }) });
  }
}

/** What the course keeps beside a reference may import the reference. */
function fileOf({ file, name }: Origin): JobFile {
  const own = path.dirname(file);
  const beside = ["mistakes", "alternatives"].includes(path.basename(own));
  return { file, exportName: name, folder: beside ? path.dirname(own) : own };
}
