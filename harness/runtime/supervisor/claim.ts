import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Problem } from "../../problem.ts";
import { dial, listens } from "./link.ts";
import { forgetServing, logName, type Place, prepareSocket, readServing, type Serving, writeServing } from "./place.ts";

/** How long one that is ending is waited for: it stops brokers, which may write for a while. */
const ENDING_MS = 20_000;

/** Runs alone among all processes of the checkout that change the state file or the socket. */
async function alone<T>(place: Place, work: () => Promise<T>): Promise<T> {
  // Here, as a warm client never gets this far.
  const { lock } = await import("proper-lockfile");
  const release = await lock(place.state, {
    lockfilePath: path.join(place.state, "supervisor.lock"),
    stale: 5_000,
    retries: { retries: 300, factor: 1, minTimeout: 100, maxTimeout: 100 },
    // Held for a moment only; a machine that slept meanwhile is no reason to die.
    onCompromised: () => {},
  });
  try {
    return await work();
  } finally {
    await release().catch(() => {});
  }
}

/**
 * Makes this process the one supervisor of the checkout: listens, and writes down where.
 * @param listen opens the server at the socket
 * @returns false where another one serves already
 * @throws Problem where one that cannot be commanded does not end
 */
export async function claim(place: Place, serving: Serving, listen: () => Promise<unknown>): Promise<boolean> {
  const deadline = Date.now() + ENDING_MS;
  while (Date.now() < deadline) {
    const outcome = await alone(place, () => tryToClaim(place, serving, listen));
    if (outcome !== "one is ending") return outcome === "claimed";
    // Not while we are alone: its end takes its traces away.
    await delay(50);
  }
  throw new Problem("A supervisor of this checkout runs that cannot be commanded, and it does not end.", {
    remedy: `End the process whose command line holds ${place.state}; its log is ${logName(place)}.`,
  });
}

async function tryToClaim(
  place: Place,
  serving: Serving,
  listen: () => Promise<unknown>,
): Promise<"claimed" | "another serves" | "one is ending"> {
  const before = readServing(place);
  if (before !== undefined) {
    const link = await dial(place, before);
    link?.close();
    if (link !== undefined) return link.hello.stopping ? "one is ending" : "another serves";
    await forgetServing(place, before);
  }
  // One whose state file was deleted notices within seconds.
  if (await listens(serving.socket)) return "one is ending";
  await prepareSocket(serving.socket);
  await listen();
  writeServing(place, serving);
  return "claimed";
}

/** Takes away what tells of a supervisor, one that ends or one that died; whoever claims the place meanwhile waits. */
export async function vacate(place: Place, serving: Serving): Promise<void> {
  // A checkout that was deleted can hold no lock, and has nobody to lock out.
  if (existsSync(place.state)) await alone(place, () => forgetServing(place, serving));
  else await forgetServing(place, serving);
}
