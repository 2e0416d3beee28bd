import { setTimeout as pause } from "node:timers/promises";

/** A condition that was not observed before its deadline. The message says what was awaited and what was last seen. */
export class NotObserved extends Error {
  override readonly name = "NotObserved";
}

/** What is there soon is seen soon: between looks lies a part of the time that was waited so far, within these. */
const SHORTEST_PAUSE_MS = 2;
const ORDINARY_PAUSE_MS = 20;
const PART = 1 / 8;
const LONGEST_PAUSE_MS = 250;

/**
 * Asks until an observation satisfies a condition: how the harness waits, in the place of sleeping.
 *
 * @param what       what is awaited, to complete "waited 10 s for …"
 * @param observe    looks once
 * @param satisfied  judges what was seen
 * @param withinMs   the deadline, milliseconds
 * @returns          the observation that satisfied
 * @throws NotObserved with the last observation; whatever `observe` throws
 */
export async function until<T>(
  what: string,
  observe: () => Promise<T> | T,
  satisfied: (seen: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const start = performance.now();
  const deadline = start + withinMs;
  for (;;) {
    const began = performance.now();
    const seen = await observe();
    if (satisfied(seen)) return seen;
    const now = performance.now();
    if (now > deadline) {
      throw new NotObserved(`waited ${withinMs / 1000} s for ${what}; last seen: ${told(seen)}`);
    }
    // What is waited for is slowed down by looking: a look that takes long is not taken all the time.
    const soon = Math.min(Math.max(SHORTEST_PAUSE_MS, PART * (now - start)), ORDINARY_PAUSE_MS);
    await pause(Math.min(Math.max(soon, 2 * (now - began)), LONGEST_PAUSE_MS));
  }
}

function told(seen: unknown): string {
  return JSON.stringify(seen, (_, value) => (typeof value === "bigint" ? Number(value) : value)) ?? String(seen);
}
