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
    let response: Response;
    try {
      response = await fetch(`${this.url}${path}`, { ...init, method });
    } catch (cause) {
      throw new Problem(`The JobManager at ${this.url} does not answer.`, {
        remedy: "Look at its state with: npx katas status",
        cause,
      });
    }
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text);
    return text === "" ? (undefined as T) : JSON.parse(text);
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
