import { ProgressType, ResponseError } from "vscode-jsonrpc/node";
import { EXIT, Problem } from "../../problem.ts";
import type { Choice, OwnedWant } from "../choose.ts";
import type { NodeStatus, ProgressEvent, ServiceName, Stack } from "../contract.ts";

/** Every method, with what goes there and back. `hello` comes first on a connection, or nothing is answered. */
export interface Methods {
  hello: { params: { token: string }; result: Hello };
  ensure: {
    params: { want: OwnedWant; services: ServiceName[]; progress: string; settings: Record<string, string> };
    result: Stack;
  };
  status: { params: Record<string, never>; result: SupervisorStatus };
  kill: { params: { want: OwnedWant; node: string }; result: null };
  restart: { params: { want: OwnedWant; node: string }; result: null };
  logs: { params: { want: OwnedWant; node: string; lines?: number }; result: string };
  /** Answered when all servers are stopped; the supervisor ends right after. */
  down: { params: Record<string, never>; result: null };
}

export type MethodName = keyof Methods;

export interface Hello {
  pid: number;
  /** Process id of the guardian; undefined where the system needs none. */
  guardian: number | undefined;
  sources: string;
  /** It is stopping: wait for its end and start another. */
  stopping: boolean;
}

export interface SupervisorStatus {
  pid: number;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** When it stops if nobody comes any more; milliseconds since the epoch. */
  idleStopAt: number;
  /** What the last start stood on; absent before the first. */
  stack?: Choice;
  /** What `auto` amounted to here; absent until it was asked for. */
  auto?: Choice;
  nodes: NodeStatus[];
}

/** Progress goes by the id that a caller gave to its `ensure`. */
export const PROGRESS = new ProgressType<ProgressEvent>();

/** In the range that JSON-RPC leaves to applications. */
const PROBLEM_CODE = 1;

interface ProblemData {
  remedy?: string;
  exitCode: number;
}

/** Any error as JSON-RPC carries it; a Problem stays one on the other side. */
export function toWire(error: unknown): ResponseError<ProblemData> {
  if (error instanceof Problem) {
    const { remedy, exitCode } = error;
    return new ResponseError(PROBLEM_CODE, error.message, { ...(remedy === undefined ? {} : { remedy }), exitCode });
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new ResponseError(0, text);
}

/** What {@link toWire} made, as it was. */
export function fromWire(error: unknown): unknown {
  if (!(error instanceof ResponseError) || error.code !== PROBLEM_CODE) return error;
  const data: unknown = error.data;
  if (typeof data !== "object" || data === null) return new Problem(error.message);
  const remedy = "remedy" in data && typeof data.remedy === "string" ? data.remedy : undefined;
  const exitCode = Object.values(EXIT).find((code) => "exitCode" in data && data.exitCode === code);
  return new Problem(error.message, {
    ...(remedy === undefined ? {} : { remedy }),
    ...(exitCode === undefined ? {} : { exitCode }),
  });
}
