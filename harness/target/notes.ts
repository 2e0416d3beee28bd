import { mkdirSync } from "node:fs";
import path from "node:path";
import { STATE } from "../paths.ts";

/** Where workers note the topics, groups and jobs of a run, for `katas look` and for the next run, which tidies up. */
export const SCENES = path.join(STATE, "scenes");

/** What a run made: a line of `<run>.<process id of its launcher>.jsonl` in SCENES. */
export interface Noted {
  key: string;
  code: string;
  kind: "topic" | "group" | "job";
  /** Of a job its id. */
  name: string;
  brokers: string[];
  /** Of a job that a failing check left: the Web UI's address, and how it was when the check ended. */
  job?: { webUi: string; told: string[] };
}

/** Where a watchdog leaves word before it ends its process; the launcher reads and removes it. */
export const STUCK = path.join(STATE, "stuck");

/** Where a worker process notes the check it is in: of one that is ended, Vitest may not hear what it said last. */
export const BEGUN = path.join(STATE, "begun");

/** Which check a worker process is in. */
export interface Begun {
  key: string;
  code: string;
  title: string;
}

/** Which check a worker process was in when it had to be ended. */
export interface Stuck extends Begun {
  /** The mistake of the bank that it was in, where a failure was being diagnosed. */
  mistake?: string;
  /** The line it was in, as far as that could be found out. */
  where?: { file: string; line: number; column: number };
}

/**
 * This process's note in one of these folders, which is made. The process that started it reads it: another run of the
 * same exercise is none of its business.
 */
export function noteIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${process.ppid}.${process.pid}.json`);
}
