/**
 * Flink as a check uses it: submits the exercise's own jobs and SQL, and looks at the cluster. Knows nothing of how a
 * cluster is started.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { StreamExecutionEnvironment } from "../flink/api/index.ts";
import { type Query, runScript, SqlSession, type Values } from "../flink/sql/index.ts";
import {
  FlinkRest,
  Job,
  type JobFile,
  type JobFiles,
  type JobOptions,
  type Overview,
  packJob,
  submitPacked,
  type UploadedJar,
  uploadJob,
} from "../flink/submit/index.ts";
import { connect, type FlinkService } from "../runtime/index.ts";
import { shownFile } from "../sandbox/place.ts";
import { type Origin, originOf, type Submission, settle } from "../target/index.ts";
import { until } from "../until.ts";

/** A learner's script, as the test imports it from its `.sql` file. */
export type SqlScript = (never: never) => never;

/** What a script has begun. */
export interface SqlRun {
  /** A job for each INSERT and each statement set, in order. */
  jobs: Job[];
  /** Its SELECTs, in order: each is a changelog, which can be read once. */
  queries: Query[];
}

/** Less than a check may take, so that what is told is what was awaited. */
const FINISHED_MS = 25_000;

/** Sources tell their watermark ten times as often as by default: a check that waits for one is not kept waiting. */
const SOON = { "pipeline.auto-watermark-interval": "20 ms" };

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
  /** The same as the exercise's own functions are given it. */
  restForLearner: string;
  /** The exercise's folder, from the checkout on. */
  folder: string;
  /** Kafka as Flink reaches it. */
  brokers: string[];
  /** The topics that the check has made, or has named for the learner to make. */
  topics: () => string[];
  /** A job's name, which nobody else's has. */
  nameFor: (what: string) => string;
  onJob: (job: Job) => void;
  /** Whoever starts its jobs, they are the check's. */
  onBrought: (brought: Brought) => void;
  onJar: (jarId: string) => void;
  /** What a learner asked for in SQL: a row, which may have several lines. */
  onPrinted: (text: string) => void;
  sqlGateway: string;
  /** Whether what is judged is a submission, whose SQL may do less. */
  confined: boolean;
}

/** What a check has brought to the cluster and jobs come of: a jar, a session of SQL. */
export interface Brought {
  jobs(): Promise<Job[]>;
  remove(): Promise<void>;
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
    return this.#place.restForLearner;
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
    const submitted = await noted(origin, args, () => this.#submit(origin, args, options));
    this.#place.onJob(submitted);
    if (origin.ended.aborted) await submitted.cancel();
    return submitted;
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

  /**
   * Gives a job of the course's own, which stands beside the test, to the JobManager, and starts nothing: that is the
   * learner's part. The jar is removed when the check ends, and the jobs that came of it are cancelled.
   *
   * @param file  of the course: `new URL("./order-totals.ts", import.meta.url)`
   * @param job   as the test imported it from there
   * @param args  what it is given after `env`: JSON
   */
  async upload<A extends unknown[]>(file: URL, job: JobFunction<A>, args: A): Promise<UploadedJar> {
    const jobFile = { file: fileURLToPath(file), exportName: job.name };
    const jar = await uploadJob(this.#rest, jobFile, { name: this.#place.nameFor(job.name), args });
    this.#place.onBrought(jar);
    this.#place.onJar(jar.jarId);
    return jar;
  }

  /** Starts the job of such a jar, where that is not the learner's part. */
  async start(jar: UploadedJar): Promise<Job> {
    const job = await jar.run();
    this.#place.onJob(job);
    return job;
  }

  /**
   * Executes the exercise's script, statement by statement, in a session of this check's own. Its jobs are cancelled when
   * the check ends, and with the session its tables go.
   *
   * @param script  as the test imported it: `import revenue from "./flink-sql.sql"`
   * @param values  of the script's placeholders, by name: topics, `flink.brokers`
   * @throws SqlRefused at the first statement that Flink refuses
   */
  async sql(script: SqlScript, values: Values): Promise<SqlRun> {
    const origin = originOf(script);
    const results = await noted(origin, [values], async () => {
      const { default: text } = await origin.load();
      return this.#execute(String(text), values, origin);
    });
    return {
      jobs: results.flatMap((one) => {
        if (one.kind !== "job") return [];
        const begun = { name: "the statement", at: { file: shownFile(origin.file), ...one.position } };
        return new Job(this.#rest, one.jobId, begun);
      }),
      queries: results.filter((one) => one.kind === "query"),
    };
  }

  /**
   * Executes the exercise's script and waits until the jobs of its INSERTs have finished.
   * @throws JobEnded if one fails; NotObserved if one does not end within 25 s; as `sql` does
   */
  async sqlToEnd(script: SqlScript, values: Values): Promise<SqlRun> {
    const run = await this.sql(script, values);
    await Promise.all(run.jobs.map((job) => job.finished(FINISHED_MS)));
    return run;
  }

  /** A job that somebody else has started. */
  job(id: string): Job {
    return new Job(this.#rest, id);
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

  async #execute(script: string, values: Values, { name, ended }: Origin) {
    const properties = { ...SOON, "pipeline.name": this.#place.nameFor(path.basename(name, ".sql")) };
    const session = await SqlSession.open(this.#place.sqlGateway, { properties, withinMs: FINISHED_MS });
    const jobs = async () => session.jobs.map((id) => new Job(this.#rest, id));
    this.#place.onBrought({ jobs, remove: () => session.close() });
    try {
      const results = await runScript(session, script, values, await this.#judge());
      // What a learner asked with EXPLAIN, DESCRIBE or SHOW.
      const rows = results.flatMap((one) => (one.kind === "rows" && !this.#place.confined ? one.rows : []));
      for (const fields of rows) this.#place.onPrinted(Object.values(fields).join("  "));
      return results;
    } finally {
      // Nobody else ends what begins after the check has.
      if (ended.aborted) {
        await Promise.all((await jobs()).map((job) => job.cancel()));
        await session.close();
      }
    }
  }

  async #judge(): Promise<Parameters<typeof runScript>[3]> {
    const { confined, brokers, topics } = this.#place;
    if (!confined) return undefined;
    const { refuseStatements } = await import("../flink/gate/index.ts");
    return (statements) => refuseStatements(statements, { brokers, topics: topics() });
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

  async #submit(origin: Origin, args: unknown[], { savepoint }: RunOptions): Promise<Job> {
    const options = { name: this.#place.nameFor(origin.name), args };
    const files = origin.submission
      ? await this.#packConfined(origin.submission(), origin.name, options)
      : await packJob(fileOf(origin), options);
    return submitPacked(this.#rest, files, savepoint === undefined ? {} : { savepoint });
  }

  async #packConfined(submission: Submission, exportName: string, options: JobOptions): Promise<JobFiles> {
    const { folder, brokers, topics } = this.#place;
    // Loaded only here: no other run needs it.
    const { packSubmission } = await import("../flink/gate/index.ts");
    const reach = { brokers, topics: topics() };
    return packSubmission({ ...submission, exportName, shownIn: folder, reach }, options);
  }
}

/** Has what the check asks of the exercise's own work stand in its trace, as a call of one of its functions does. */
async function noted<T>(origin: Origin, args: unknown[], work: () => Promise<T>): Promise<T> {
  origin.ended.throwIfAborted();
  const call = origin.call(args);
  try {
    const result = await work();
    settle(call, { returned: undefined });
    return result;
  } catch (error) {
    settle(call, { threw: error });
    throw error;
  }
}

/** What the course keeps beside a reference may import the reference. */
function fileOf({ file, name }: Origin): JobFile {
  const own = path.dirname(file);
  const beside = ["mistakes", "alternatives"].includes(path.basename(own));
  return { file, exportName: name, folder: beside ? path.dirname(own) : own };
}
