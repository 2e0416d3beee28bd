import path from "node:path";
import { STATE } from "../paths.ts";

/** Where workers note the topics and groups of a run, for `katas look` and for the next run, which tidies up. */
export const SCENES = path.join(STATE, "scenes");

/** A topic or group that a run made: a line of `<run>.<process id of its launcher>.jsonl` in SCENES. */
export interface Noted {
  key: string;
  code: string;
  kind: "topic" | "group";
  name: string;
  brokers: string[];
}

/** Where a watchdog leaves word before it ends its process; the launcher reads and removes it. */
export const STUCK = path.join(STATE, "stuck");

/** Which check a worker process was in when it had to be ended. */
export interface Stuck {
  key: string;
  code: string;
  title: string;
  /** The mistake of the bank that it was in, where a failure was being diagnosed. */
  mistake?: string;
  /** The line it was in, as far as that could be found out. */
  where?: { file: string; line: number; column: number };
}
