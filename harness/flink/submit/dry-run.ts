import { createContext, runInContext } from "node:vm";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { type Bundle, isOurs } from "./bundle.ts";
import { JobRefused, type Position } from "./refused.ts";

/** Milliseconds; recording a graph takes a few. */
const LONGEST_MS = 5_000;

/**
 * Records a job's graph in Node, for errors at once. It is no confinement: who runs a stranger's code does this inside
 * of one.
 *
 * @param args  what the job is given after `env`; JSON
 * @returns the graph's text
 * @throws JobRefused for what the job throws: no sink, a uid twice or none where state lives; for one that never ends
 */
export function recordGraph({ script, sourceMap }: Bundle, args: readonly unknown[]): string {
  // Lines of its console are told by the TaskManagers, which record the graph as well.
  const silent = { log() {}, info() {}, debug() {}, warn() {}, error() {} };
  const context = createContext({ console: silent }, { codeGeneration: { strings: false, wasm: false } });
  const call = `${script}\n;__job.bridge.record(${JSON.stringify(JSON.stringify(args))})`;
  try {
    return String(runInContext(call, context, { filename: "bundle.js", timeout: LONGEST_MS }));
  } catch (error) {
    if (isTimeout(error)) {
      throw new JobRefused(`the job's function did not return within ${LONGEST_MS / 1_000} s: it only records the job`);
    }
    const { name, message, stack } = error as Error;
    const told = message === undefined ? String(error) : name === "Error" ? message : `${name}: ${message}`;
    throw new JobRefused(told, position(stack ?? "", sourceMap));
  }
}

function isTimeout(error: unknown): boolean {
  // Not by its class: it may be of the other context's realm.
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
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
