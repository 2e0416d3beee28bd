import { deepestCause } from "../http.ts";
import type { Position } from "./refused.ts";
import type { JobExceptions } from "./rest.ts";

type Entry = Pick<
  JobExceptions["exceptionHistory"]["entries"][number],
  "stacktrace" | "taskName" | "concurrentExceptions"
>;

/** A place in what its author wrote. */
export interface Frame {
  readonly name: string;
  readonly at: Position;
}

/** Why a job failed, as its learner reads it. */
export interface JobFailure {
  /** "TypeError: Cannot read property 'cents' of undefined"; for what is not a learner's function, Flink's own sentence. */
  readonly message: string;
  /** Innermost first; only the learner's own. Empty where the failure is not in a function. */
  readonly frames: readonly Frame[];
  /** The operator of a function; else, where one task failed, all that it chains: "Source: orders -> totals: Writer". */
  readonly operator: string | undefined;
  /** "1/2". */
  readonly subtask: string | undefined;
  /** JSON, cut after 500 characters. */
  readonly record: string | undefined;
}

const LONGEST_RECORD = 500;

const BEGINS = /^(?:Caused by: )?(?:streamingkatas\.flink\.guest\.TypeScriptException(?:\$Final)?): /m;
const NO_SLOTS =
  "the cluster has too few free slots for the job: lower its parallelism, or cancel the jobs that hold them";
/** Of a job that Flink made of SQL. */
const NOT_READ = /Failed to deserialize JSON '(.*)'\.$/m;
const FRAME = /^ {4}at (.+) \((.+):(\d+):(\d+)\)$/;
const OPERATOR = /^ {4}operator: (.*?)(?: \(subtask (\d+\/\d+)\))?$/;
const TASK = /^(.+) \((\d+\/\d+)\)/;
const RECORD = /^ {4}record: (.*)$/;

/**
 * Reads what the runner laid out (`Failures.java`) in one of Flink's stack traces.
 * @param task  Flink's name of the task that failed: "Source: orders -> totals: Writer (1/2) - execution #0"
 */
export function readFailure(stack: string, task?: string): JobFailure {
  const begin = BEGINS.exec(stack);
  if (!begin) {
    if (stack.includes("NoResourceAvailableException")) {
      return { message: NO_SLOTS, frames: [], operator: undefined, subtask: undefined, record: undefined };
    }
    const message = deepestCause(stack);
    const record = NOT_READ.exec(stack)?.[1]?.slice(0, LONGEST_RECORD);
    const [, operator, subtask] = TASK.exec(task ?? "") ?? [];
    return { message, frames: [], operator, subtask, record };
  }
  const message: string[] = [];
  const frames: Frame[] = [];
  let operator: string | undefined;
  let subtask: string | undefined;
  let record: string | undefined;
  for (const line of stack.slice(begin.index + begin[0].length).split("\n")) {
    // Java's own lines begin with a tab, or end it.
    if (line.startsWith("\t") || line.startsWith("Caused by: ") || line === "") break;
    const frame = FRAME.exec(line);
    const named = OPERATOR.exec(line);
    const recorded = RECORD.exec(line);
    if (frame) {
      const [, name = "", file = "", at, column] = frame;
      frames.push({ name, at: { file, line: Number(at), column: Number(column) } });
    } else if (named) [, operator, subtask] = named;
    else if (recorded) record = recorded[1];
    else message.push(line);
  }
  return { message: message.join("\n"), frames, operator, subtask, record };
}

/** The task that a failure came of, as Flink names it; of several the first. Undefined where it was none. */
export function failedTask({ stacktrace, taskName, concurrentExceptions = [] }: Entry): string | undefined {
  const causes = concurrentExceptions.filter((one) => stacktrace.includes(one.stacktrace.split("\n", 1)[0] ?? ""));
  const [first] = causes.toSorted((a, b) => a.timestamp - b.timestamp);
  return taskName ?? first?.taskName ?? undefined;
}

/** The frame that a person reads. */
export function tellFailure({ message, frames, operator, subtask, record }: JobFailure): string {
  const lines = [message, ...frames.map(({ name, at }) => `    at ${name} (${at.file}:${at.line}:${at.column})`)];
  if (operator !== undefined) lines.push(`operator  ${operator}${subtask ? ` (subtask ${subtask})` : ""}`);
  if (record !== undefined) lines.push(`record    ${record}`);
  return lines.join("\n");
}
