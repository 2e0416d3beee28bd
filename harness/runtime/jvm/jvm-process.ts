import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Problem } from "../../problem.ts";
import type { NodeStatus } from "../contract.ts";
import { lastLines, tellingLine } from "../log-tail.ts";
import { endWithThisProcess } from "./child-processes.ts";
import { type Installation, serverEnvironment } from "./installation.ts";

/** How servers log. */
export const LOG_FILE = path.join(import.meta.dirname, "log4j2.properties");
export const LOG_CONFIGURATION = pathToFileURL(LOG_FILE).href;
const LOG = "server.log";
const READY_LIMIT_MS = 120_000;
const POLL_MS = 40;
/** A server flushes and hands over before it ends; what it keeps is deleted, so little is waited for. */
const STOP_LIMIT_MS = 1_000;

/** A process ended that was waited for, or without which the one waited for cannot be ready. */
export class EarlyExit extends Problem {
  /** One of its ports was taken between its allocation and the bind. */
  readonly portTaken: boolean;
  constructor(
    sentence: string,
    portTaken: boolean,
    remedy = "Run the command again; if it stays, `npx katas doctor` checks this machine.",
  ) {
    super(sentence, { remedy });
    this.portTaken = portTaken;
  }
}

export interface ProcessPlace {
  /** `kafka3-2`, `taskmanager-1`. */
  name: string;
  /** Where it runs: its `server.log`, its `tmp/`, and whatever else it keeps. */
  folder: string;
  /** Where clients find it; empty where none has to. */
  address: string;
}

/** What a process runs, and with what. */
export interface Launch {
  installation: Pick<Installation, "java" | "classPath">;
  /** Of the JVM. */
  flags: readonly string[];
  /** The class whose `main` is run. */
  main: string;
  args: readonly string[];
  environment?: NodeJS.ProcessEnv;
  /** Where it is held apart from this machine: what stands before its command line, and whom its files belong to. */
  apart?: { command: string[]; owner: number | undefined } | undefined;
}

/** One server as a child process, in this process's group: whoever ends the group ends the server. */
export class JvmProcess {
  readonly place: ProcessPlace;
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #state: NodeStatus["state"] = "stopped";
  #startedAt = 0;
  #apart = false;
  /** Whether it ended before it was ready, and how. */
  #end: { early: boolean; how: string } | undefined;

  constructor(place: ProcessPlace) {
    this.place = place;
  }

  get state(): NodeStatus["state"] {
    return this.#state;
  }

  /** 0 if there is no process. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Milliseconds since the epoch; 0 if it was never started. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** "was ended by SIGKILL", "ended with exit code 1"; nothing while it runs. */
  get ended(): string | undefined {
    return this.#end?.how;
  }

  get log(): string {
    return path.join(this.place.folder, LOG);
  }

  /** Starts the process and returns at once. */
  spawn({ installation, flags, main, args, environment, apart }: Launch): void {
    const { folder } = this.place;
    // Native libraries are unpacked here, and go with the folder even if the server is killed.
    const temporary = path.join(folder, "tmp");
    fs.mkdirSync(temporary, { recursive: true });
    const log = fs.openSync(this.log, "a");
    if (apart?.owner !== undefined)
      for (const one of [temporary, this.log]) fs.chownSync(one, apart.owner, apart.owner);
    const jvm = [...flags, `-Djava.io.tmpdir=${temporary}`, `-Dlog4j2.configurationFile=${LOG_CONFIGURATION}`];
    const java = [installation.java.program, ...jvm, "-cp", installation.classPath, main, ...args];
    const [program = "", ...rest] = [...(apart?.command ?? []), ...java];
    const child = spawn(program, rest, {
      cwd: folder,
      env: { ...serverEnvironment(), ...environment },
      stdio: ["ignore", log, log],
      windowsHide: true,
    });
    fs.closeSync(log);
    endWithThisProcess(child);
    this.#child = child;
    this.#apart = apart !== undefined;
    this.#state = "starting";
    this.#startedAt = Date.now();
    this.#end = undefined;
    this.#exited = new Promise((resolve) => {
      const ended = (how: string): void => {
        if (this.#child === child) {
          this.#end = { early: this.#state === "starting", how };
          this.#child = undefined;
          this.#state = "stopped";
        }
        resolve();
      };
      child.once("exit", (code, signal) => ended(signal ? `was ended by ${signal}` : `ended with exit code ${code}`));
      child.once("error", (error) => {
        fs.appendFileSync(this.log, `${error.message}\n`);
        ended(`could not be started (${error.message})`);
      });
    });
  }

  /**
   * Waits until it answers.
   *
   * @param answers  asks once; false while it does not
   * @param others   processes without which it never will
   * @throws EarlyExit if it or one of the others ends first; Problem if it does not answer within a minute
   */
  async untilReady(
    answers: () => Promise<boolean>,
    signal: AbortSignal,
    others: readonly JvmProcess[] = [],
  ): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS;
    for (;;) {
      signal.throwIfAborted();
      if (this.#state === "stopped") throw await this.#earlyExit();
      const missed = others.find(({ state }) => state === "stopped");
      if (missed) throw await this.#without(missed);
      if (await answers()) break;
      if (Date.now() > deadline) {
        const line = tellingLine(await lastLines(this.log, 200));
        throw new Problem(
          `${this.place.name} did not answer within ${READY_LIMIT_MS / 1000} s; it last said: ${line ?? "nothing"}`,
          {
            remedy: "Close what keeps this machine busy and run the command again.",
          },
        );
      }
      await Promise.race([delay(POLL_MS), this.#exited]);
    }
    if (this.#child) this.#state = "running";
  }

  /** Ends it with SIGKILL, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#child?.kill("SIGKILL");
    await this.#exited;
  }

  /** Ends it, the hard way if it takes long, and waits until it is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    // What holds it apart passes no other signal on.
    if (this.#apart) return await this.kill();
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  async logs(lines: number): Promise<string> {
    return (await lastLines(this.log, lines)).join("\n");
  }

  async #without(other: JvmProcess): Promise<EarlyExit> {
    const { name } = other.place;
    const remedy = `Start ${name} first; after \`npx katas down\` the next run starts everything anew.`;
    // Of those that start together the one that ended tells why.
    if (other.#end?.early) return await other.#earlyExit();
    return new EarlyExit(
      `${this.place.name} cannot do its part: ${name} ${other.ended ?? "has stopped"}.`,
      false,
      remedy,
    );
  }

  async #earlyExit(): Promise<EarlyExit> {
    const { name } = this.place;
    const lines = await lastLines(this.log, 200);
    const line = tellingLine(lines) ?? "it wrote nothing to its log";
    const portTaken = lines.some((text) => /BindException|Address already in use/.test(text));
    return new EarlyExit(`${name} stopped while it was starting: ${line}`, portTaken);
  }
}
