/**
 * The JobManager's REST API, as far as the course needs it.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/ops/rest_api/
 */
import { Problem } from "../../problem.ts";

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
    /** Records that came in from other vertices and went out to them: none come into a source, none out of a sink. */
    readonly metrics: Readonly<Record<"read-records" | "write-records", number>>;
  }[];
}

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
      readonly taskName?: string | null;
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

/** An answer that is an error. Flink gives Java's stack in it; the message is its deepest cause. */
export class FlinkRefused extends Error {
  override readonly name = "FlinkRefused";
  readonly status: number;
  /** All that Flink told. */
  readonly told: string;

  constructor(status: number, told: string, message: string) {
    super(message);
    this.status = status;
    this.told = told;
  }
}

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

  job(id: string): Promise<JobDetails> {
    return this.get(`/jobs/${id}`);
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
  async text(path: string): Promise<string> {
    return (await this.#fetch("GET", path)).text();
  }

  post<T>(path: string, body: unknown): Promise<T> {
    const headers = { "content-type": "application/json" };
    return this.#request("POST", path, { body: JSON.stringify(body), headers });
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

  async #request<T>(method: string, path: string, init: RequestInit = {}): Promise<T> {
    const text = await (await this.#fetch(method, path, init)).text();
    return text === "" ? (undefined as T) : JSON.parse(text);
  }

  async #fetch(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.url}${path}`, { ...init, method });
    } catch (cause) {
      throw new Problem(`The JobManager at ${this.url} does not answer.`, {
        remedy: "Look at its state with: npx katas status",
        cause,
      });
    }
    if (!response.ok) throw refusal(response.status, await response.text());
    return response;
  }
}

function refusal(status: number, text: string): FlinkRefused {
  let told = text;
  try {
    const { errors } = JSON.parse(text) as { errors?: string[] };
    told = errors?.join("\n") ?? text;
  } catch {
    // Not JSON: told as it is.
  }
  return new FlinkRefused(status, told, deepestCause(told));
}

/** The first line of the last "Caused by" of a Java stack, without its class. */
export function deepestCause(stack: string): string {
  const causes = [...stack.matchAll(/^(?:Caused by: )?((?:[\w$]+\.)+[\w$]+)(?:: (.*))?$/gm)];
  const last = causes.at(-1);
  return last?.[2] ?? last?.[1] ?? stack.split("\n")[0] ?? stack;
}
