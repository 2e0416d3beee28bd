/**
 * The JobManager's REST API, as far as the course needs it.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/ops/rest_api/
 */
import { askFlink, jsonBody } from "../http.ts";

export type JobState =
  | "INITIALIZING"
  | "CREATED"
  | "RUNNING"
  | "FAILING"
  | "FAILED"
  | "CANCELLING"
  | "CANCELED"
  | "FINISHED"
  | "RESTARTING"
  | "SUSPENDED"
  | "RECONCILING";

export interface JobDetails {
  readonly jid: string;
  readonly name: string;
  readonly state: JobState;
  /** When it came into each state, in milliseconds; 0 for never. */
  readonly timestamps: Readonly<Record<JobState, number>>;
  /** Operators that are chained are one vertex. */
  readonly vertices: readonly {
    readonly id: string;
    readonly name: string;
    readonly parallelism: number;
    readonly status: string;
    /** Records that came in and went out to other vertices: none go out of a sink. */
    readonly metrics: Readonly<Record<"read-records" | "write-records", number>>;
  }[];
}

/** A job as the list of all of them tells it. */
export type JobSummary = Pick<JobDetails, "jid" | "name" | "state">;

/** What the JobManager schedules: a vertex is a chain of operators, and a subtask of it runs all of them in one thread. */
export interface JobPlan {
  readonly vertices: readonly {
    readonly id: string;
    readonly parallelism: number;
    /** The names of its operators: "Source: rides", "map". */
    readonly operators: readonly string[];
    /** What flows into it; nothing into a source. */
    readonly inputs: readonly { readonly from: string; readonly strategy: "FORWARD" | "HASH" | "REBALANCE" | string }[];
  }[];
}

/** The plan as the REST API tells it: operators for a person, in a tree of HTML. */
interface ToldPlan {
  readonly nodes: readonly {
    readonly id: string;
    readonly parallelism: number;
    readonly description: string;
    readonly inputs?: readonly { readonly id: string; readonly ship_strategy: string }[];
  }[];
}

/** The cluster, counted. */
export interface Overview {
  readonly taskmanagers: number;
  readonly "slots-total": number;
  readonly "slots-available": number;
  readonly "jobs-running": number;
  readonly "flink-version": string;
}

export interface JobExceptions {
  readonly exceptionHistory: {
    readonly entries: readonly {
      readonly exceptionName: string;
      readonly stacktrace: string;
      readonly timestamp: number;
      /** Of a job that starts again. */
      readonly taskName?: string | null;
      /** What else failed with it; of a job that gives up, all that did. */
      readonly concurrentExceptions?: readonly {
        readonly stacktrace: string;
        readonly timestamp: number;
        readonly taskName?: string | null;
      }[];
    }[];
  };
}

export interface Checkpoints {
  readonly counts: { readonly restored: number; readonly completed: number; readonly failed: number };
  readonly latest: {
    readonly completed: { readonly id: number; readonly external_path: string } | null;
    readonly restored: { readonly id: number } | null;
  };
}

/** How a job takes checkpoints by itself. */
export interface CheckpointConfig {
  readonly mode: "exactly_once" | "at_least_once";
  /** Milliseconds; undefined where it takes none. */
  readonly interval: number | undefined;
}

/** What became of something that Flink does in its own time: a savepoint, a checkpoint. */
export interface Operation {
  readonly status: { readonly id: "IN_PROGRESS" | "COMPLETED" };
  readonly operation?: {
    readonly location?: string;
    readonly checkpointId?: number;
    readonly "failure-cause"?: { readonly class: string; readonly "stack-trace": string };
  };
}

/** How long one answer may take: a submission runs the job's program. */
const WITHIN_MS = 60_000;

/** A JobManager's address. */
export class FlinkRest {
  readonly url: string;

  /** @param url  without a slash at its end */
  constructor(url: string) {
    this.url = url;
  }

  overview(): Promise<Overview> {
    return this.get("/overview");
  }

  /** Those that have ended as well. */
  async jobs(): Promise<JobSummary[]> {
    return (await this.get<{ jobs: JobSummary[] }>("/jobs/overview")).jobs;
  }

  job(id: string): Promise<JobDetails> {
    return this.get(`/jobs/${id}`);
  }

  /** What is asked again and again while a job runs: it costs the JobManager a fraction of all the details. */
  async state(id: string): Promise<JobState> {
    return (await this.get<{ status: JobState }>(`/jobs/${id}/status`)).status;
  }

  async plan(id: string): Promise<JobPlan> {
    const { plan } = await this.get<{ plan: ToldPlan }>(`/jobs/${id}/plan`);
    const vertices = plan.nodes.map(({ id, parallelism, description, inputs = [] }) => ({
      id,
      parallelism,
      operators: description.split(/<br ?\/?>/).flatMap((line) => line.replace(/^[\s:|]*\+-/, "").trim() || []),
      inputs: inputs.map(({ id: from, ship_strategy: strategy }) => ({ from, strategy })),
    }));
    // From the sources on.
    return { vertices: vertices.toReversed() };
  }

  exceptions(id: string): Promise<JobExceptions> {
    return this.get(`/jobs/${id}/exceptions`);
  }

  checkpoints(id: string): Promise<Checkpoints> {
    return this.get(`/jobs/${id}/checkpoints`);
  }

  async checkpointConfig(id: string): Promise<CheckpointConfig> {
    const { mode, interval } = await this.get<CheckpointConfig & { interval: number }>(
      `/jobs/${id}/checkpoints/config`,
    );
    // Java's greatest long stands for "never", and is more than a number of JavaScript holds.
    return { mode, interval: Number.isSafeInteger(interval) ? interval : undefined };
  }

  /** As a sentence of Flink's: "Restart with fixed delay (1000 ms). #3 restart attempts." */
  async restartStrategy(id: string): Promise<string> {
    const config = await this.get<{ "execution-config": { "restart-strategy": string } }>(`/jobs/${id}/config`);
    return config["execution-config"]["restart-strategy"];
  }

  /** The values of metrics; what is not there yet is left out. */
  metrics(path: string, names: readonly string[] = []): Promise<{ id: string; value?: string }[]> {
    const query = names.length > 0 ? `?get=${names.map(encodeURIComponent).join(",")}` : "";
    return this.get(`${path}/metrics${query}`);
  }

  get<T>(path: string): Promise<T> {
    return this.#request("GET", path);
  }

  /** What is no JSON: a log. */
  text(path: string): Promise<string> {
    return this.#ask("GET", path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.#request("POST", path, jsonBody(body));
  }

  patch(path: string): Promise<unknown> {
    return this.#request("PATCH", path);
  }

  delete(path: string): Promise<unknown> {
    return this.#request("DELETE", path);
  }

  /** @returns the jar's id */
  async uploadJar(name: string, jar: Uint8Array): Promise<string> {
    const form = new FormData();
    form.append("jarfile", new Blob([jar as Uint8Array<ArrayBuffer>]), name);
    const { filename } = await this.#request<{ filename: string }>("POST", "/jars/upload", { body: form });
    return filename.slice(Math.max(filename.lastIndexOf("/"), filename.lastIndexOf("\\")) + 1);
  }

  async #request<T>(method: string, path: string, init?: RequestInit): Promise<T> {
    const text = await this.#ask(method, path, init);
    return text === "" ? (undefined as T) : JSON.parse(text);
  }

  #ask(method: string, path: string, init?: RequestInit): Promise<string> {
    return askFlink({ name: "JobManager", url: this.url, withinMs: WITHIN_MS }, method, path, init);
  }
}
