import { until } from "../../until.ts";
import { JobEnded } from "./ended.ts";
import { type Frame, failedTask, type JobFailure, readFailure } from "./failure.ts";
import type { CheckpointConfig, Checkpoints, FlinkRest, JobDetails, JobPlan, JobState, Operation } from "./rest.ts";

const ENDED: readonly JobState[] = ["FINISHED", "FAILED", "CANCELED"];

const TIMES = {
  idle: "idleTimeMsPerSecond",
  busy: "busyTimeMsPerSecond",
  backPressured: "backPressuredTimeMsPerSecond",
} as const;

/** One of a vertex's parallel threads. The last three are milliseconds of the last second. */
export interface Subtask {
  readonly subtask: number;
  /** Epoch milliseconds; undefined where none has come yet, and in a source. */
  readonly watermark: number | undefined;
  /** Waiting for records. */
  readonly idle: number | undefined;
  readonly busy: number | undefined;
  /** Waiting for the next vertex to take what it has. */
  readonly backPressured: number | undefined;
}

/** What a source reads beside others of its kind: of Kafka, a partition. */
export interface Split {
  /** "orders-2" for partition 2 of a topic. */
  readonly name: string;
  /** Epoch milliseconds; undefined where there is none yet. */
  readonly watermark: number | undefined;
  /** Whether its watermark strategy has found it idle of late, so that nobody waited for it: Flink tells an average. */
  readonly idle: boolean;
}

/** A submitted job. */
export class Job {
  readonly id: string;
  readonly #rest: FlinkRest;
  readonly #begun: Frame | undefined;

  /** @param begun  the statement that began it, where no function of its author's runs: a failure tells its place */
  constructor(rest: FlinkRest, id: string, begun?: Frame) {
    this.#rest = rest;
    this.id = id;
    this.#begun = begun;
  }

  details(): Promise<JobDetails> {
    return this.#rest.job(this.id);
  }

  state(): Promise<JobState> {
    return this.#rest.state(this.id);
  }

  /** Its vertices as they were scheduled, and what flows between them. */
  plan(): Promise<JobPlan> {
    return this.#rest.plan(this.id);
  }

  /** Waits until all of its tasks run. @throws NotObserved; JobEnded if it ended before */
  async running(withinMs = 30_000): Promise<void> {
    const { state } = await until(
      "the job's tasks to run",
      () => this.details(),
      ({ state, vertices }) =>
        ENDED.includes(state) || (state === "RUNNING" && vertices.every(({ status }) => status === "RUNNING")),
      withinMs,
    );
    if (ENDED.includes(state)) throw new JobEnded(state, await this.failure());
  }

  /** Waits until it has ended, in whichever state. */
  async ended(withinMs = 60_000): Promise<JobState> {
    return until(
      "the job to end",
      () => this.state(),
      (state) => ENDED.includes(state),
      withinMs,
    );
  }

  /** Waits until it has finished by itself. @throws JobEnded if it failed or was cancelled */
  async finished(withinMs = 60_000): Promise<void> {
    const state = await this.ended(withinMs);
    if (state !== "FINISHED") throw new JobEnded(state, await this.failure());
  }

  /** Why it failed; undefined if nothing has. */
  async failure(): Promise<JobFailure | undefined> {
    const { exceptionHistory } = await this.#rest.exceptions(this.id);
    const [latest] = exceptionHistory.entries;
    if (!latest) return undefined;
    const failure = readFailure(latest.stacktrace, failedTask(latest));
    return this.#begun && failure.frames.length === 0 ? { ...failure, frames: [this.#begun] } : failure;
  }

  /** Stops it at once and waits until it has. One that has ended already stays as it is. */
  async cancel(): Promise<void> {
    if (ENDED.includes(await this.state())) return;
    await this.#rest.patch(`/jobs/${this.id}?mode=cancel`);
    await this.ended();
  }

  /** @returns the savepoint's place, for a submission that goes on from it */
  async stopWithSavepoint(): Promise<string> {
    const { "request-id": request } = await this.#rest.post<{ "request-id": string }>(`/jobs/${this.id}/stop`, {
      drain: false,
    });
    const { location } = await this.#completed(`/jobs/${this.id}/savepoints/${request}`, "the savepoint");
    await this.ended();
    return location ?? "";
  }

  /** Takes a checkpoint now. @returns its number */
  async checkpoint(): Promise<number> {
    const { "request-id": request } = await this.#rest.post<{ "request-id": string }>(`/jobs/${this.id}/checkpoints`, {
      checkpointType: "FULL",
    });
    const { checkpointId } = await this.#completed(`/jobs/${this.id}/checkpoints/${request}`, "the checkpoint");
    return checkpointId ?? 0;
  }

  checkpoints(): Promise<Checkpoints> {
    return this.#rest.checkpoints(this.id);
  }

  checkpointConfig(): Promise<CheckpointConfig> {
    return this.#rest.checkpointConfig(this.id);
  }

  /** What Flink says of how often it starts the job again: the cluster's strategy, unless the job has one of its own. */
  restartStrategy(): Promise<string> {
    return this.#rest.restartStrategy(this.id);
  }

  /** The TaskManagers that its tasks are in, each once. */
  async taskManagers(): Promise<string[]> {
    const { vertices } = await this.details();
    const found = await Promise.all(
      vertices.map(({ id }) =>
        this.#rest.get<{ subtasks: { "taskmanager-id": string }[] }>(`/jobs/${this.id}/vertices/${id}`),
      ),
    );
    return [...new Set(found.flatMap(({ subtasks }) => subtasks.map((subtask) => subtask["taskmanager-id"])))];
  }

  /**
   * The watermarks that reached a vertex, one a subtask, in milliseconds; undefined where none has yet.
   * @param vertex  its id, or part of its name, which holds the names of its operators
   */
  async watermarks(vertex: string): Promise<(number | undefined)[]> {
    return (await this.subtasks(vertex)).map(({ watermark }) => watermark);
  }

  /** How each subtask of a vertex does; a figure is absent where there is none yet. */
  async subtasks(vertex: string): Promise<Subtask[]> {
    const { id, parallelism } = await this.#vertex(vertex);
    const numbers = Array.from({ length: parallelism }, (_, subtask) => subtask);
    const names = [...Object.values(TIMES), "currentInputWatermark"];
    const wanted = numbers.flatMap((subtask) => names.map((name) => `${subtask}.${name}`));
    const found = await this.#rest.metrics(`/jobs/${this.id}/vertices/${id}`, wanted);
    const values = new Map(found.map(({ id, value }) => [id, value]));
    return numbers.map((subtask) => {
      const ms = (name: string) => {
        const value = values.get(`${subtask}.${name}`);
        return value === undefined ? undefined : Number(value);
      };
      return {
        subtask,
        watermark: watermark(values.get(`${subtask}.currentInputWatermark`)),
        idle: ms(TIMES.idle),
        busy: ms(TIMES.busy),
        backPressured: ms(TIMES.backPressured),
      };
    });
  }

  /** What the subtasks of a source read, by name. Empty where the vertex is no source, or has not begun. */
  async splits(vertex: string): Promise<Split[]> {
    const metrics = await this.metrics(vertex, ".watermark.currentWatermark", ".watermark.idleTimeMsPerSecond");
    const splits = [...metrics].flatMap(([metric, value]): Split[] => {
      const [, group = "", name] = /^(.+\.split\.(.+)\.watermark)\.currentWatermark$/.exec(metric) ?? [];
      if (name === undefined) return [];
      return [
        { name, watermark: watermark(value), idle: Number(metrics.get(`${group}.idleTimeMsPerSecond`) ?? 0) > 0 },
      ];
    });
    return splits.toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  }

  /**
   * What its functions have printed with `console.log`, and its `print()` sinks. The TaskManagers' logs tell jobs apart by
   * their names.
   */
  async printed(): Promise<string[]> {
    const { name } = await this.details();
    const { taskmanagers } = await this.#rest.get<{ taskmanagers: { id: string }[] }>("/taskmanagers");
    const logs = await Promise.all(taskmanagers.map(({ id }) => this.#rest.text(`/taskmanagers/${id}/log`)));
    const own = `TS|${name}|`;
    return logs.flatMap((log) =>
      log.split("\n").flatMap((line) => {
        const [, ours] = line.split(own, 2);
        // operator|task|text, of which a text may have bars as well.
        return ours === undefined
          ? []
          : ours
              .split("|")
              .slice(2)
              .join("|")
              .replace(/ \(TypeScript\)$/, "");
      }),
    );
  }

  /** All metrics of a vertex whose names have one of these ends, by name: "0.count.opened" for subtask 0 of the operator "count". */
  async metrics(vertex: string, ...endings: string[]): Promise<Map<string, string>> {
    const { id } = await this.#vertex(vertex);
    const path = `/jobs/${this.id}/vertices/${id}`;
    const names = (await this.#rest.metrics(path))
      .map(({ id }) => id)
      .filter((name) => endings.some((ending) => name.endsWith(ending)));
    const found = names.length === 0 ? [] : await this.#rest.metrics(path, names);
    return new Map(found.map(({ id, value }) => [id, value ?? ""]));
  }

  async #vertex(part: string): Promise<JobDetails["vertices"][number]> {
    const { vertices } = await this.details();
    const found = vertices.find(({ id }) => id === part) ?? vertices.find(({ name }) => name.includes(part));
    if (found) return found;
    throw new Error(`no vertex "${part}" among: ${vertices.map(({ name }) => name).join("; ")}`);
  }

  async #completed(path: string, what: string): Promise<NonNullable<Operation["operation"]>> {
    const { operation = {} } = await until(
      `${what} of job ${this.id}`,
      () => this.#rest.get<Operation>(path),
      ({ status }) => status.id === "COMPLETED",
      60_000,
    );
    const cause = operation["failure-cause"];
    if (cause) throw new Error(`${what} failed: ${readFailure(cause["stack-trace"]).message}`);
    return operation;
  }
}

/** Flink's least long means that there is none yet. */
function watermark(text: string | undefined): number | undefined {
  if (text === undefined || text === "" || text === "-9223372036854775808") return undefined;
  return text === "9223372036854775807" ? Number.POSITIVE_INFINITY : Number(text);
}
