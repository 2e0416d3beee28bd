/**
 * What crosses between the tests' process and a submission's. Data crosses as data. What a test passes may also hold
 * async iterables, callbacks and AbortSignals: they cross as numbers, and the other side gets stand-ins; a scripted stream
 * crosses with its items, and the other side says how far it has been read. What comes back is data alone, or one async
 * iterable as the whole result: nothing of a submission's is ever called where it is judged.
 */

import type { Reading } from "../streams.ts";

/** Functions of the submission's process that ours calls. */
export interface Submission {
  /** Imports the submission. The names it exports, or what its top level threw. */
  load(): Promise<{ exports: string[] } | { threw: Thrown }>;
  /** Calls an exported function; a returned async iterable is answered by its number. */
  call(name: string, args: unknown[]): Promise<Answer<Outcome>>;
  /** The next item of an iterable that a call returned. */
  next(iterable: number): Promise<Answer<Step>>;
  /** The next items, for a reader who wants all: each a step, written down as it came. */
  some(iterable: number): Promise<{ steps: string[] }>;
  /** The reader of such an iterable has left early. */
  leave(iterable: number): Promise<Answer<Step>>;
  /** A signal that was passed has been aborted. */
  abort(signal: number): Promise<void>;
  /** Answers once nothing that is already under way is left to do. */
  settle(): Promise<undefined>;
}

/** Functions of the tests' process that a submission's calls, through the stand-ins it was given. */
export interface Judge {
  pull(stream: number, reader: number): Promise<Step>;
  leave(stream: number, reader: number): Promise<Step>;
  callback(callback: number, args: unknown[]): Promise<Outcome>;
  /** How far scripted streams have been read, where no answer came to tell it. */
  read(readings: Readings): Promise<void>;
  /** Something of the submission's failed where nobody could catch it; its process ends now. */
  failed(how: "rejection" | "exception", threw: Thrown): Promise<void>;
}

export interface Thrown {
  name: string;
  message: string;
  stack?: string;
}

export type Outcome = { returned: unknown } | { iterable: number } | { threw: Thrown };
export type Step = { value: unknown } | { done: true } | { threw: Thrown };

/** Of scripted streams, by their numbers, that have been read on since they were last told of. */
export type Readings = Record<number, Reading>;

/** Whatever a submission answers. */
export type Answer<T extends Outcome | Step> = T & { read?: Readings };

/** The pipe between the two, as a file descriptor of the submission's process. */
export const CHANNEL = 3;

/** Exit code of a submission's process that has no pipe any more. */
export const CHANNEL_LOST = 77;

/** The name of what crosses by its number. */
export const HANDLE = "handle";

export type Handle =
  | { callback: number }
  | { signal: number; aborted: boolean }
  | { stream: number }
  | { script: number; items: readonly unknown[] };

/** Letters of one message; a result of this size is no answer to any exercise. */
export const LONGEST_MESSAGE = 8_000_000;

/** What was thrown, as data. Anything can be thrown, and what is thrown can lie about itself. */
export function thrown(error: unknown): Thrown {
  try {
    if (!(error instanceof Error)) return { name: "Error", message: typeof error === "string" ? error : words(error) };
    const { stack } = error;
    return { name: `${error.name}`, message: `${error.message}`, ...(typeof stack === "string" && { stack }) };
  } catch {
    return { name: "Error", message: "something that cannot be read" };
  }
}

function words(value: unknown): string {
  return typeof value === "object" && value !== null ? (JSON.stringify(value) ?? "an object") : String(value);
}
