import { createContext, runInContext } from "node:vm";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Bundle } from "./bundle.ts";
import { JobRefused, type Position } from "./refused.ts";
import { isOurs } from "./sources.ts";

/** Milliseconds; recording a graph takes a few. */
export const LONGEST_MS = 5_000;

export const NEVER_RETURNED = `the job's function did not return within ${LONGEST_MS / 1_000} s: it only records the job`;

/** Lines of its console are told by the TaskManagers, which record the graph as well. */
const SILENT = "globalThis.console = { log() {}, info() {}, debug() {}, warn() {}, error() {} };";

/**
 * Records a job's graph in Node, for errors at once. It is no confinement: who runs a stranger's code does this inside
 * of one.
 *
 * @param args  what the job is given after `env`; JSON
 * @returns the graph's text
 * @throws JobRefused for what the job throws: no sink, a uid twice or none where state lives; for one that never ends
 */
export function recordGraph({ script, sourceMap }: Bundle, args: readonly unknown[]): string {
  // An object of ours in there would be a way out to our globals.
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const call = `${script}\n;__job.bridge.record(${JSON.stringify(JSON.stringify(args))})`;
  let graph: unknown;
  try {
    runInContext(SILENT, context);
    graph = runInContext(call, context, { filename: "bundle.js", timeout: LONGEST_MS });
  } catch (error) {
    throw refusal(error, sourceMap);
  }
  if (typeof graph !== "string") throw new JobRefused("recording the job gave no graph");
  return graph;
}

/** Anything can be thrown, and what is thrown can throw when it is read. */
function refusal(error: unknown, sourceMap: string): JobRefused {
  try {
    if (typeof error !== "object" || error === null) return new JobRefused(`it threw ${String(error)}`);
    // Not by its class: it may be of the other context's realm.
    if ("code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return new JobRefused(NEVER_RETURNED);
    const { name, message, stack } = error as Partial<Error>;
    const told = message === undefined ? String(error) : name === "Error" ? message : `${name}: ${message}`;
    return new JobRefused(told, position(stack ?? "", sourceMap));
  } catch {
    return new JobRefused("it threw something that cannot be read");
  }
}

/** The innermost line of the learner's. */
function position(stack: string, sourceMap: string): Position | undefined {
  const map = new TraceMap(sourceMap);
  for (const [, line, column] of stack.matchAll(/bundle\.js:(\d+):(\d+)/g)) {
    const at = originalPositionFor(map, { line: Number(line), column: Number(column) - 1 });
    if (at.source !== null && !isOurs(at.source)) {
      return { file: at.source, line: at.line, column: at.column + 1 };
    }
  }
  return undefined;
}
