import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { EXIT, problemOf } from "../../problem.ts";
import { claim, vacate } from "./claim.ts";
import { idleTime, takeOver } from "./environment.ts";
import { type Guardian, startGuardian } from "./guardian.ts";
import { type Place, placeOf, readServing, type Serving, socketPath } from "./place.ts";
import { type Handlers, listen, type Traffic } from "./server.ts";
import { type OwnedRuntimes, Servers } from "./servers.ts";
import { report } from "./start.ts";

/** How often it looks whether anybody still needs it. */
const TICK_MS = 1_000;

/** What the runtimes of a supervisor may know of it. */
export interface Owner {
  place: Place;
  /** Unique among all supervisors there ever were. */
  id: string;
  guardian: Guardian;
}

/**
 * The life of a supervisor, in a process of its own which leads a process group: serves until it is told to stop,
 * gets a signal, or nobody needed it for the idle time. Then it ends the process.
 * @param state    the checkout's state folder
 * @param sources  hash of what it runs
 * @param runtimes makes the runtimes that it owns
 * @returns        only where another one serves already
 */
export async function runSupervisor(
  state: string,
  sources: string,
  runtimes: (owner: Owner) => OwnedRuntimes,
): Promise<void> {
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  await live(state, sources, runtimes).catch(crash);
}

/** The guardian sees the end of this process and ends the servers, which nobody could stop in order any more. */
function crash(error: unknown): never {
  say(`crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const told = error instanceof Error ? error.message.split("\n")[0] : String(error);
  const { message, remedy } = problemOf(error) ?? { message: `it crashed (${told})` };
  void report({ problem: message, ...(remedy !== undefined && { remedy }) });
  process.exit(EXIT.ours);
}

async function live(state: string, sources: string, runtimes: (owner: Owner) => OwnedRuntimes): Promise<void> {
  const place = placeOf(state);
  mkdirSync(place.data, { recursive: true });
  const token = randomBytes(32).toString("hex");
  const serving: Serving = { pid: process.pid, socket: socketPath(place), token };
  const id = `${place.id}-${process.pid}-${randomBytes(4).toString("hex")}`;
  const guardian = startGuardian(id);
  const servers = new Servers(runtimes({ place, id, guardian }));
  const startedAt = Date.now();
  const traffic: Traffic = { clients: 0, calls: 0, lastAt: startedAt };
  const needed = () => traffic.clients > 0 || traffic.calls > 0;
  const idleStopAt = () => (needed() ? Date.now() : traffic.lastAt) + idleTime();

  let ending: Promise<void> | undefined;
  /** Stops all servers, once, whoever asks. */
  const end = (why: string): Promise<void> => {
    ending ??= (async () => {
      say(`stops: ${why}`);
      await servers.down();
      guardian.tell("none");
      await vacate(place, serving);
    })();
    return ending;
  };
  const leave = (why: string) => void end(why).then(() => process.exit(0), crash);
  const handlers: Handlers = {
    hello: async () => ({ pid: process.pid, guardian: guardian.pid, sources, stopping: ending !== undefined }),
    ensure: async ({ want, services, progress, settings }, { tell }) => {
      idleTime(settings);
      takeOver(settings);
      return await servers.ensure(want, services, (event) => tell(progress, event));
    },
    status: async () => ({ pid: process.pid, startedAt, idleStopAt: idleStopAt(), ...(await servers.status()) }),
    kill: async ({ want, node }) => {
      await servers.kill(want, node);
      return null;
    },
    restart: async ({ want, node }) => {
      await servers.restart(want, node);
      return null;
    },
    logs: async ({ want, node, lines }) => await servers.logs(want, node, lines),
    down: async (_, { gone }) => {
      const answered = async () => {
        // The answer is on its way: whoever asked hangs up when it has come.
        await Promise.race([gone, delay(1_000)]);
        leave("it was told to");
      };
      await end("it was told to").finally(() => void answered());
      return null;
    },
  };

  if (!(await claim(place, serving, () => listen(serving.socket, token, handlers, traffic)))) {
    say("ends: another one serves already");
    await report({ other: true });
    return;
  }
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => leave(`it got ${signal}`));
  setInterval(() => {
    // Its own end takes the state file away, and is followed by an answer to whoever asked for it.
    if (ending !== undefined) return;
    if (readServing(place)?.token !== token) leave("its state file is gone");
    else if (Date.now() >= idleStopAt()) leave(`nobody needed it for ${idleTime() / 60_000} min`);
  }, TICK_MS);
  say(`serves ${place.state} (guardian ${guardian.pid ?? "none"})`);
  await report({ ready: true });
  await new Promise<never>(() => {});
}

/** Standard output is the log. */
function say(text: string): void {
  process.stdout.write(`${new Date().toISOString()} supervisor ${process.pid} ${text}\n`);
}
