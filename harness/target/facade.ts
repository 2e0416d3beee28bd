import { AsyncLocalStorage } from "node:async_hooks";
import type { Target } from "./plan.ts";
import { type CallRecord, recordCall } from "./recording.ts";

/** One call of a learner's function, as the facade saw it. */
export interface Call {
  name: string;
  args: unknown[];
  outcome: { returned: unknown } | { threw: unknown } | "pending";
}

/** The check that is running: which target its calls go to, what has been called so far, and when it has ended. */
export interface Running {
  target: Target;
  trace: Call[];
  ended: AbortSignal;
  /** Where calls are recorded; they are not unless it is given. */
  records?: CallRecord[];
}

/** One target's file, and how its module is imported. */
export interface Source {
  file: string;
  load: () => Promise<Record<string, unknown>>;
}

/** Where a facade function comes from; what must run in another process (`crash`) needs the file and the name. */
export interface Origin {
  /** The file of the target that the running check is about. */
  file: string;
  name: string;
  /** When that check has ended. */
  ended: AbortSignal;
}

const running = new AsyncLocalStorage<Running>();
const origins = new WeakMap<object, () => Origin>();

/** Runs a check's body against a target, with a trace of its own. */
export function runAgainst<T>(check: Running, body: () => Promise<T>): Promise<T> {
  return running.run(check, body);
}

/** A target that does not export what the test calls. */
export class MissingExport extends Error {
  override readonly name = "MissingExport";
  readonly exported: string[];
  readonly missing: string;

  constructor(missing: string, exported: string[]) {
    super(`${missing} is not exported`);
    this.missing = missing;
    this.exported = exported;
  }
}

/** A target whose file cannot be loaded: it does not parse, or its top level throws. `cause` is what happened. */
export class DoesNotLoad extends Error {
  override readonly name = "DoesNotLoad";

  constructor(cause: unknown) {
    super("the file cannot be loaded", { cause });
  }
}

/**
 * Stands for the exports of an exercise's file. Every export becomes an async function that calls the running check's
 * target; modules are loaded at the first call, once a target.
 */
export function facade(sources: Partial<Record<Target, Source>>) {
  return (name: string) => {
    const source = (): Source => {
      const { target } = check(name);
      const found = sources[target];
      if (!found) throw new Error(`this run has no target ${target} that exports ${name}`);
      return found;
    };
    const call = async (...args: unknown[]): Promise<unknown> => {
      const { trace, records } = check(name);
      const entry: Call = { name, args, outcome: "pending" };
      trace.push(entry);
      const recording = records && recordCall(name, args, records);
      try {
        const returned = await (await find(source().load, name))(...(recording?.args ?? args));
        entry.outcome = { returned };
        return recording ? recording.returned(returned) : returned;
      } catch (error) {
        recording?.threw(error);
        entry.outcome = { threw: error };
        throw error;
      }
    };
    origins.set(call, () => ({ file: source().file, name, ended: check(name).ended }));
    return call;
  };
}

/** Where a function that a test imported comes from. @throws TypeError for a function that is no facade */
export function originOf(fn: unknown): Origin {
  const origin = typeof fn === "function" ? origins.get(fn) : undefined;
  if (!origin) throw new TypeError("crash() takes the exercise's own function, not a closure around it");
  return origin();
}

function check(name: string): Running {
  const current = running.getStore();
  if (!current) throw new Error(`${name} was called outside a test; call it inside test("…", …)`);
  return current;
}

async function find(load: Source["load"], name: string): Promise<(...args: unknown[]) => unknown> {
  const module = await load().catch((error: unknown) => {
    throw new DoesNotLoad(error);
  });
  const found = module[name];
  if (typeof found !== "function") throw new MissingExport(name, Object.keys(module));
  return (...args) => found(...args);
}
