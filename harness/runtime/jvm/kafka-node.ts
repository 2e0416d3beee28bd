import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Problem } from "../../problem.ts";
import type { NodeStatus } from "../contract.ts";
import { askBroker } from "../probe.ts";
import { endWithThisProcess } from "./child-processes.ts";
import { type Installation, serverEnvironment } from "./installation.ts";
import { lastLines, tellingLine } from "./log-tail.ts";

/** Small, and quick to start: an interpreter and one cheap compiler, one thread of garbage collection. */
export const JVM_FLAGS = ["-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"];

const LOG_CONFIGURATION = pathToFileURL(path.join(import.meta.dirname, "log4j2.properties")).href;
const LOG = "server.log";
const READY_LIMIT_MS = 60_000;
const POLL_MS = 40;
/** A broker hands over its partitions and flushes before it ends; what it keeps is deleted, so little is waited for. */
const STOP_LIMIT_MS = 1_000;

/** The process ended before it answered. */
export class EarlyExit extends Problem {
  /** One of its ports was taken between its allocation and the bind. */
  readonly portTaken: boolean;
  constructor(sentence: string, portTaken: boolean) {
    super(sentence, { remedy: "Run the command again; if it stays, `npx katas doctor` checks this machine." });
    this.portTaken = portTaken;
  }
}

export interface NodePlace {
  /** `kafka3-2` */
  name: string;
  /** node.id */
  id: number;
  /** Where it runs: `server.properties`, `data/`, `server.log`. */
  folder: string;
  /** `127.0.0.1:port` of its listener for clients. */
  address: string;
}

/** One broker as a child process, in this process's group: whoever ends the group ends the broker. */
export class KafkaNode {
  readonly place: NodePlace;
  readonly #installation: Installation;
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #state: NodeStatus["state"] = "stopped";
  #startedAt = 0;

  constructor(place: NodePlace, installation: Installation) {
    this.place = place;
    this.#installation = installation;
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

  /** Starts the process and returns at once. */
  spawn(flags: readonly string[]): void {
    const { folder } = this.place;
    const { java, classPath } = this.#installation;
    // Native libraries are unpacked here, and go with the folder even if the broker is killed.
    fs.mkdirSync(path.join(folder, "tmp"), { recursive: true });
    const log = fs.openSync(path.join(folder, LOG), "a");
    const jvm = [...JVM_FLAGS, ...flags, "-Djava.io.tmpdir=tmp", `-Dlog4j2.configurationFile=${LOG_CONFIGURATION}`];
    const child = spawn(java.program, [...jvm, "-cp", classPath, "kafka.Kafka", "server.properties"], {
      cwd: folder,
      env: serverEnvironment(),
      stdio: ["ignore", log, log],
      windowsHide: true,
    });
    fs.closeSync(log);
    endWithThisProcess(child);
    this.#child = child;
    this.#state = "starting";
    this.#startedAt = Date.now();
    this.#exited = new Promise((resolve) => {
      const ended = (): void => {
        if (this.#child === child) {
          this.#child = undefined;
          this.#state = "stopped";
        }
        resolve();
      };
      child.once("exit", ended);
      child.once("error", (error) => {
        fs.appendFileSync(path.join(folder, LOG), `${error.message}\n`);
        ended();
      });
    });
  }

  /**
   * Waits until the broker answers and sees `brokers` brokers, itself among them.
   *
   * @throws EarlyExit if the process ends first; Problem if it does not answer within a minute
   */
  async untilReady(brokers: number, signal: AbortSignal): Promise<void> {
    const { address, id, name } = this.place;
    const deadline = Date.now() + READY_LIMIT_MS;
    for (;;) {
      signal.throwIfAborted();
      if (this.#state === "stopped") throw await this.#earlyExit();
      const seen = await askBroker(address, 2_000).then(
        ({ nodeIds }) => nodeIds,
        (): number[] => [],
      );
      if (seen.includes(id) && seen.length >= brokers) break;
      if (Date.now() > deadline) {
        const line = tellingLine(await lastLines(path.join(this.place.folder, LOG), 200));
        throw new Problem(
          `${name} did not answer within ${READY_LIMIT_MS / 1000} s; it last said: ${line ?? "nothing"}`,
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
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  async logs(lines: number): Promise<string> {
    return (await lastLines(path.join(this.place.folder, LOG), lines)).join("\n");
  }

  async #earlyExit(): Promise<EarlyExit> {
    const lines = await lastLines(path.join(this.place.folder, LOG), 200);
    const line = tellingLine(lines) ?? "it wrote nothing to its log";
    const portTaken = lines.some((text) => /BindException|Address already in use/.test(text));
    return new EarlyExit(`${this.place.name} stopped while it was starting: ${line}`, portTaken);
  }
}
