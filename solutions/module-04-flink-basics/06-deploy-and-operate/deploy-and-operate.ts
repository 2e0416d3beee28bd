import { setTimeout as pause } from "node:timers/promises";

export interface Deployment {
  rest: string;
  jarId: string;
  entryClass: string;
  parallelism: number;
  savepoint?: string;
}

export interface StartedJob {
  rest: string;
  jobId: string;
}

export interface End {
  state: "FINISHED" | "CANCELED" | "FAILED";
  alarm: boolean;
}

/** What becomes of something that the JobManager does in its own time. */
interface Operation {
  status: { id: "IN_PROGRESS" | "COMPLETED" };
  operation?: { location?: string; "failure-cause"?: { class: string; "stack-trace": string } };
}

const PAUSE_MS = 50;

export async function ask<T>(method: "GET" | "POST" | "PATCH", url: string, body?: object): Promise<T> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method, ...(body && { headers, body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

export async function submitJob({ rest, jarId, entryClass, parallelism, savepoint }: Deployment): Promise<string> {
  const { jobid } = await ask<{ jobid: string }>("POST", `${rest}/jars/${jarId}/run`, {
    entryClass,
    parallelism,
    ...(savepoint !== undefined && { savepointPath: savepoint }),
  });
  return jobid;
}

export async function followJob({ rest, jobId }: StartedJob, withinMs: number): Promise<End | undefined> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { state } = await ask<{ state: string }>("GET", `${rest}/jobs/${jobId}`);
    if (state === "FINISHED" || state === "CANCELED" || state === "FAILED") return { state, alarm: state === "FAILED" };
    if (performance.now() >= deadline) return undefined;
    await pause(PAUSE_MS);
  }
}

export async function cancelJob(job: StartedJob): Promise<void> {
  await ask("PATCH", `${job.rest}/jobs/${job.jobId}?mode=cancel`);
  await followJob(job, Number.POSITIVE_INFINITY);
}

export async function stopJob(job: StartedJob): Promise<string> {
  const { rest, jobId } = job;
  const { "request-id": request } = await ask<{ "request-id": string }>("POST", `${rest}/jobs/${jobId}/stop`, {
    drain: false,
  });
  for (;;) {
    const { status, operation } = await ask<Operation>("GET", `${rest}/jobs/${jobId}/savepoints/${request}`);
    if (status.id === "COMPLETED") {
      if (operation?.location === undefined) throw new Error(why(operation));
      await followJob(job, Number.POSITIVE_INFINITY);
      return operation.location;
    }
    await pause(PAUSE_MS);
  }
}

function why(operation: Operation["operation"]): string {
  const stack = operation?.["failure-cause"]?.["stack-trace"] ?? "no reason was given";
  return `the job was not stopped: ${stack.split("\n")[0]}`;
}
