/** What a submission may ask of the JobManager's REST API. https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/ops/rest_api/ */
import { RUNNER_CLASS } from "../submit/index.ts";

/** What this check brought to the cluster; whatever else runs there is none of its submission's business. */
export interface Own {
  /** Ids of jobs. */
  readonly jobs: Set<string>;
  /** Ids of jars, which the harness uploaded: there is no other way for one to get there. */
  readonly jars: Set<string>;
  /** Where their savepoints and checkpoints lie. */
  readonly savepoints: Set<string>;
}

export interface Asked {
  readonly method: string;
  /** As it was sent, before the question mark. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The fields of a JSON body; none where there is no body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Why something is not passed on: one sentence. */
export class NotAllowed extends Error {
  override readonly name = "NotAllowed";
}

export interface Rule {
  readonly method: "GET" | "POST" | "PATCH";
  /** `:job`, `:jar`: one of this check's. `:id`: any word. */
  readonly path: string;
  /** Names in the query and in the body that are passed on, and what their values have to be. */
  readonly fields?: Readonly<Record<string, (value: unknown, own: Own) => boolean>>;
  /** Cuts what the JobManager answers down to what is this check's, and notes what is new. */
  readonly answer?: (answer: unknown, own: Own) => unknown;
}

const isText = (value: unknown): boolean => typeof value === "string" && value.length <= 4_000;
const isFlag = (value: unknown): boolean => typeof value === "boolean" || value === "true" || value === "false";
const isNumber = (value: unknown): boolean => /^\d{1,9}$/.test(String(value));
const METRICS = { get: isText, agg: isText, subtasks: isText, taskmanagers: isText };

/** Nowhere but in the cluster's own folder: a target is a path that the JobManager would write to. */
const savepoint = { drain: isFlag, "cancel-job": isFlag, formatType: isText, checkpointType: isText };

const run: Rule["fields"] = {
  // Any class on the cluster's class path has a name, and some have a main method.
  entryClass: (value) => value === RUNNER_CLASS,
  "entry-class": (value) => value === RUNNER_CLASS,
  parallelism: (value) => isNumber(value) && Number(value) <= 128,
  allowNonRestoredState: isFlag,
  savepointPath: (value, own) => typeof value === "string" && own.savepoints.has(value),
};

export const RULES: readonly Rule[] = [
  ...["/overview", "/config", "/taskmanagers", "/taskmanagers/:id"].map(reading),
  ...["/taskmanagers/:id/metrics", "/taskmanagers/metrics", "/jobmanager/metrics"].map(reading),
  { method: "GET", path: "/jobs", answer: onlyOwn("jobs", "id") },
  { method: "GET", path: "/jobs/overview", answer: onlyOwn("jobs", "jid") },
  { method: "GET", path: "/jars", answer: onlyOwnJars },
  ...["", "/status", "/config", "/plan", "/exceptions", "/metrics", "/accumulators"].map(ofJob),
  ...["/checkpoints/config", "/checkpoints/details/:id", "/checkpoints/details/:id/subtasks/:id"].map(ofJob),
  ...["/vertices/:id", "/vertices/:id/metrics", "/vertices/:id/subtasks/metrics"].map(ofJob),
  ...["/vertices/:id/watermarks", "/vertices/:id/backpressure", "/vertices/:id/subtasktimes"].map(ofJob),
  ...["/vertices/:id/accumulators", "/vertices/:id/subtasks/:id", "/vertices/:id/subtasks/:id/metrics"].map(ofJob),
  { ...ofJob("/checkpoints"), answer: noteSavepoints },
  { ...ofJob("/checkpoints/:id"), answer: noteSavepoints },
  { ...ofJob("/savepoints/:id"), answer: noteSavepoints },
  { method: "PATCH", path: "/jobs/:job", fields: { mode: (value) => value === "cancel" } },
  { method: "POST", path: "/jobs/:job/stop", fields: savepoint },
  { method: "POST", path: "/jobs/:job/savepoints", fields: savepoint },
  { method: "POST", path: "/jobs/:job/checkpoints", fields: savepoint },
  { method: "POST", path: "/jars/:jar/run", fields: run, answer: noteJob },
];

function reading(path: string): Rule {
  return { method: "GET", path, fields: { ...METRICS, maxExceptions: isNumber } };
}

function ofJob(path: string): Rule {
  return reading(`/jobs/:job${path}`);
}

/** @throws NotAllowed */
export function ruleFor({ method, path, query, body }: Asked, own: Own): Rule {
  const told = `${method} ${path.slice(0, 100)}`;
  const rule = RULES.find((one) => one.method === method && matches(one.path, path));
  if (!rule) throw new NotAllowed(`${told} is not among what an answer may ask of Flink.`);
  for (const [i, part] of rule.path.split("/").entries()) {
    const given = path.split("/")[i] ?? "";
    if (part === ":job" && !own.jobs.has(given)) throw new NotAllowed(`${told}: there is no such job of this check.`);
    if (part === ":jar" && !own.jars.has(given)) throw new NotAllowed(`${told}: there is no such jar of this check.`);
  }
  for (const [name, value] of [...query, ...Object.entries(body)]) {
    const judge = Object.hasOwn(rule.fields ?? {}, name) ? rule.fields?.[name] : undefined;
    if (value === null) continue;
    if (!judge?.(value, own)) throw new NotAllowed(`${told}: "${name.slice(0, 50)}" cannot be given, or not so, here.`);
  }
  return rule;
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => (part.startsWith(":") ? /^[\w.:-]{1,200}$/.test(given[i] ?? "") : part === given[i]))
  );
}

function onlyOwn(list: string, id: string): Rule["answer"] {
  return (answer, own) => {
    const jobs = fields(answer)[list];
    return { [list]: Array.isArray(jobs) ? jobs.filter((job) => own.jobs.has(String(fields(job)[id]))) : [] };
  };
}

function onlyOwnJars(answer: unknown, own: Own): unknown {
  const { address, files } = fields(answer);
  return { address, files: Array.isArray(files) ? files.filter((file) => own.jars.has(String(fields(file).id))) : [] };
}

function noteJob(answer: unknown, own: Own): unknown {
  const { jobid } = fields(answer);
  if (typeof jobid === "string") own.jobs.add(jobid);
  return answer;
}

/** Every place of a savepoint or checkpoint in an answer: of a job of this check's. */
function noteSavepoints(answer: unknown, own: Own): unknown {
  JSON.stringify(answer, (name, value) => {
    if ((name === "location" || name === "external_path") && typeof value === "string") own.savepoints.add(value);
    return value;
  });
  return answer;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
