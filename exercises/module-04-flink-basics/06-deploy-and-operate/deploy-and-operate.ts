import { NotImplemented } from "#kata";

/** What is to be started: a job jar that lies with the JobManager already. */
export interface Deployment {
  /** The JobManager's REST API, without a slash at its end: `http://127.0.0.1:8081`. */
  rest: string;
  /** The jar's id, and the class in it that builds the job. */
  jarId: string;
  entryClass: string;
  /** How many subtasks each operator gets. */
  parallelism: number;
  /** Where the savepoint lies from which the job goes on; it begins with nothing if there is none. */
  savepoint?: string;
}

/** A job that was started. */
export interface StartedJob {
  rest: string;
  jobId: string;
}

/** How a job has ended. */
export interface End {
  /** As the JobManager says it. */
  state: "FINISHED" | "CANCELED" | "FAILED";
  /** Whether somebody has to be woken up: only for a job that ended otherwise than its operators wanted. */
  alarm: boolean;
}

/**
 * Asks the JobManager. It is yours to use, and complete.
 *
 * @param body  sent as JSON
 * @throws Error for an answer that is an error: `fetch` itself throws only where nobody answers
 */
export async function ask<T>(method: "GET" | "POST" | "PATCH", url: string, body?: object): Promise<T> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method, ...(body && { headers, body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

/**
 * Starts the job.
 * @returns its id
 */
export async function submitJob(deployment: Deployment): Promise<string> {
  // TODO: POST /jars/:jarid/run; the names of its fields are in the lesson
  throw new NotImplemented("submitJob");
}

/**
 * Waits until the job has ended.
 *
 * @param withinMs  milliseconds; no longer than this
 * @returns how it ended; undefined if it has not
 */
export async function followJob(job: StartedJob, withinMs: number): Promise<End | undefined> {
  // TODO: ask for its state, again and again with a pause, until the state is one that a job ends in or the time is up
  throw new NotImplemented("followJob");
}

/** Ends the job at once, whatever it is doing, and waits until it has ended. It leaves no savepoint. */
export async function cancelJob(job: StartedJob): Promise<void> {
  // TODO: PATCH /jobs/:jobid?mode=cancel, which only says that the cancelling has begun
  throw new NotImplemented("cancelJob");
}

/**
 * Takes a savepoint, ends the job with it, and waits until both are done.
 *
 * @returns where the savepoint lies
 * @throws Error with the reason if no savepoint could be taken; the job goes on then
 */
export async function stopJob(job: StartedJob): Promise<string> {
  // TODO: POST /jobs/:jobid/stop begins an operation; ask how the operation does until it is completed
  throw new NotImplemented("stopJob");
}
