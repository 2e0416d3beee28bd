import { AsyncLocalStorage } from "node:async_hooks";
import type { Confinement, Sandbox, Staged } from "../sandbox/index.ts";
import type { Target } from "./plan.ts";
import { type CallRecord, recordCall } from "./recording.ts";
import { type Call, type Plain, settle, watched } from "./trace.ts";

/** The check that is running: which target its calls go to, what has been called so far, and when it has ended. */
export interface Running {
  target: Target;
  trace: Call[];
  ended: AbortSignal;
  /** Where the target is none of the run's own: its file. */
  source?: Source;
  /** Takes made-up names out of what the trace keeps; nothing unless told. */
  plain?: Plain;
  /** The mistakes that the exercise's bank has, once something has been called. */
  mistakes?: () => Promise<Misconception[]>;
  /** Where calls are recorded; they are not unless it is given. */
  records?: CallRecord[];
}

/** One target's file, and how its module is imported. */
export interface Source {
  file: string;
  load: () => Promise<Record<string, unknown>>;
  /** Of a submission: a confined process of its own, which the caller closes. */
  apart?: () => Promise<Sandbox>;
  /** Of a submission: its files, and what holds its code. */
  submission?: () => Submission;
}

export interface Submission {
  staged: Staged;
  confinement: Confinement;
}

/** A mistake of the bank: a source that behaves as somebody does who has misunderstood one thing. */
export interface Misconception extends Source {
  name: string;
  /** The check that its header says must fail. */
  caughtBy: string;
  /** What the learner did, as its header says it: "You ...". */
  said: string;
  /** Its module once more, with a state of its own. */
  another: Source["load"];
}

/** Where a facade function comes from; what must run in another process (`crash`) needs the file and the name. */
export interface Origin {
  /** The file of the target that the running check is about. */
  file: string;
  name: string;
  /** When that check has ended. */
  ended: AbortSignal;
  apart: Source["apart"];
  /** The target's module. @throws DoesNotLoad */
  load: Source["load"];
  submission: Source["submission"];
  /** Notes a call that does not go through the facade, as it would have been noted. */
  call: (args: unknown[]) => Call;
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
 *
 * @param mistakes  the exercise's mistakes; asked for only where a failure is to be diagnosed
 */
export function facade(sources: Partial<Record<Target, Source>>, mistakes?: Running["mistakes"]) {
  return (name: string) => {
    const source = (): Source => {
      const { target, source: other } = check(name);
      const found = other ?? sources[target];
      if (!found) throw new Error(`this run has no target ${target} that exports ${name}`);
      return found;
    };
    const note = (current: Running, args: unknown[]): Call => {
      if (mistakes) current.mistakes = mistakes;
      const entry: Call = { name, args, outcome: "pending" };
      current.trace.push(entry);
      return entry;
    };
    const call = async (...args: unknown[]): Promise<unknown> => {
      const current = check(name);
      const entry = note(current, args);
      const recording = current.records && recordCall(name, args, current.records);
      try {
        const returned = await (await find(source().load, name))(...(recording?.args ?? args));
        const heard = recording ? recording.returned(returned) : returned;
        const outcome = { returned: watched(entry, heard, current.plain ?? asItIs) };
        settle(entry, outcome);
        return outcome.returned;
      } catch (error) {
        recording?.threw(error);
        settle(entry, { threw: error });
        throw error;
      }
    };
    origins.set(call, () => {
      const { file, apart, load, submission } = source();
      const current = check(name);
      const noted = (args: unknown[]) => note(current, args);
      return { file, name, ended: current.ended, apart, load: () => moduleOf(load), submission, call: noted };
    });
    return call;
  };
}

const asItIs: Plain = (text) => text;

/** Where a function that a test imported comes from. @throws TypeError for a function that is no facade */
export function originOf(fn: unknown): Origin {
  const origin = typeof fn === "function" ? origins.get(fn) : undefined;
  if (!origin)
    throw new TypeError("this takes the exercise's own function, as the test imports it, not a closure around it");
  return origin();
}

function check(name: string): Running {
  const current = running.getStore();
  if (!current) throw new Error(`${name} was called outside a test; call it inside test("…", …)`);
  return current;
}

async function moduleOf(load: Source["load"]): Promise<Record<string, unknown>> {
  return load().catch((error: unknown) => {
    throw new DoesNotLoad(error);
  });
}

async function find(load: Source["load"], name: string): Promise<(...args: unknown[]) => unknown> {
  const module = await moduleOf(load);
  const found = module[name];
  if (typeof found !== "function") throw new MissingExport(name, Object.keys(module));
  return (...args) => found(...args);
}
