import { randomUUID } from "node:crypto";
import { EXIT, Problem } from "../../problem.ts";
import { untilEnded } from "../../processes.ts";
import type { OwnedWant } from "../choose.ts";
import type { OnProgress, ServiceName, Stack } from "../contract.ts";
import { vacate } from "./claim.ts";
import { scrubbed } from "./environment.ts";
import { dial, type Link } from "./link.ts";
import { logName, type Place, readServing } from "./place.ts";
import { PROGRESS, type SupervisorStatus } from "./protocol.ts";
import { sourcesHash } from "./sources.ts";
import { startSupervisor } from "./start.ts";

/** An orderly end stops brokers, which may write for a while. */
const ENDING_MS = 20_000;

export interface EnsureOptions {
  onProgress?: OnProgress;
  /** Ends the waiting, with the signal's reason. What starts goes on starting, for the next caller. */
  signal?: AbortSignal;
}

/** The process that owns the servers of this checkout, as its clients see it. */
export interface Supervisor {
  /** The connection is over: the supervisor ended, or we hung up. */
  readonly closed: boolean;
  /** @throws Problem where a service cannot be had */
  ensure(services: ServiceName[], options?: EnsureOptions): Promise<Stack>;
  status(): Promise<SupervisorStatus>;
  /** Kills one node the hard way (SIGKILL). @throws Problem where there is no such node */
  kill(node: string): Promise<void>;
  /** Starts a killed node again, with its data and address, and waits until it answers. */
  restart(node: string): Promise<void>;
  /** The last lines a node logged. */
  logs(node: string, lines?: number): Promise<string>;
  /** Stops all servers and the supervisor. Resolves when no process and no container is left. */
  down(): Promise<void>;
  /** Hangs up; the servers stay. */
  close(): void;
}

/** What a supervisor of ours is. */
export interface Program {
  /** Node's arguments, before the state folder. */
  args: string[];
  /** The folder that its sources are in. */
  sources: string;
}

/**
 * A supervisor that answers now.
 * @returns undefined where there is none; what a dead one left is removed
 */
export async function findSupervisor(place: Place, want: () => OwnedWant): Promise<Supervisor | undefined> {
  const link = await findLink(place);
  return link === undefined ? undefined : asSupervisor(place, link, want);
}

/**
 * The checkout's supervisor, started if nobody has, and started again if it runs other sources than ours.
 * @throws Problem where it cannot be started
 */
export async function needSupervisor(
  place: Place,
  program: Program,
  want: () => OwnedWant,
  onProgress: OnProgress = () => {},
): Promise<Supervisor> {
  // Several rounds: one that stops, or is stopped by somebody else at this moment, is followed by another.
  for (let round = 0; round < 5; round += 1) {
    const link = await findLink(place);
    if (link === undefined) await startSupervisor(place, program.args);
    else if (link.hello.stopping) await untilGone(place, link);
    else if (link.hello.sources === sourcesHash(program.sources)) return asSupervisor(place, link, want);
    else {
      onProgress({ stage: "notice", text: "starting the supervisor again, since its sources changed" });
      await stop(place, link);
    }
  }
  throw new Problem("A supervisor of the servers was started again and again and ended each time.", {
    remedy: `Its log, ${logName(place)}, tells why.`,
  });
}

async function findLink(place: Place): Promise<Link | undefined> {
  const serving = readServing(place);
  if (serving === undefined) return undefined;
  const link = await dial(place, serving);
  if (link === undefined) await vacate(place, serving);
  return link;
}

/** Waits for the end of a supervisor and of everything that it started. */
async function untilGone(place: Place, link: Link): Promise<void> {
  const { pid, guardian } = link.hello;
  link.close();
  // The guardian ends last: it kills what is left of the process group.
  const left = await untilEnded(guardian === undefined ? [pid] : [pid, guardian], ENDING_MS);
  if (left.length === 0) return;
  throw new Problem(`The supervisor of the servers (process ${left.join(", ")}) did not end.`, {
    remedy: `End it by hand; its log is ${logName(place)}.`,
    exitCode: EXIT.ours,
  });
}

async function stop(place: Place, link: Link): Promise<void> {
  try {
    await link.call("down", {});
  } finally {
    await untilGone(place, link);
  }
}

function asSupervisor(place: Place, link: Link, want: () => OwnedWant): Supervisor {
  return {
    get closed() {
      return link.closed;
    },
    ensure: async (services, { onProgress, signal } = {}) => {
      signal?.throwIfAborted();
      const progress = randomUUID();
      const listening = link.connection.onProgress(PROGRESS, progress, (event) => onProgress?.(event));
      try {
        const params = { want: want(), services, progress, settings: scrubbed(process.env) };
        return await orAborted(link.call("ensure", params), signal);
      } finally {
        listening.dispose();
      }
    },
    status: async () => await link.call("status", {}),
    kill: async (node) => void (await link.call("kill", { want: want(), node })),
    restart: async (node) => void (await link.call("restart", { want: want(), node })),
    logs: async (node, lines) =>
      await link.call("logs", { want: want(), node, ...(lines === undefined ? {} : { lines }) }),
    down: async () => await stop(place, link),
    close: () => link.close(),
  };
}

/** The promise, or the signal's reason if that comes first. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await promise;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    promise.catch(() => {});
  }
}
