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
  }[];
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

  job(id: string): Promise<JobDetails> {
    return this.get(`/jobs/${id}`);
  }

  exceptions(id: string): Promise<JobExceptions> {
    return this.get(`/jobs/${id}/exceptions`);
  }

  checkpoints(id: string): Promise<Checkpoints> {
    return this.get(`/jobs/${id}/checkpoints`);
  }

  /** The values of metrics; what is not there yet is left out. */
  metrics(path: string, names: readonly string[] = []): Promise<{ id: string; value?: string }[]> {
    const query = names.length > 0 ? `?get=${names.map(encodeURIComponent).join(",")}` : "";
    return this.get(`${path}/metrics${query}`);
  }

  get<T>(path: string): Promise<T> {
    return this.#request("GET", path);
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
    const text = await askFlink({ name: "JobManager", url: this.url, withinMs: WITHIN_MS }, method, path, init);
    return text === "" ? (undefined as T) : JSON.parse(text);
  }
}
