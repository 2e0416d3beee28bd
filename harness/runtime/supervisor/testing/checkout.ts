import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { OnProgress } from "../../contract.ts";
import { findSupervisor, needSupervisor, type Place, type Program, placeOf, type Supervisor } from "../index.ts";

/** A checkout's state of its own in a temporary folder, with a supervisor of fake servers. */
export interface FakeCheckout {
  place: Place;
  program: Program;
  need(onProgress?: OnProgress): Promise<Supervisor>;
  find(): Promise<Supervisor | undefined>;
  /** What the fake runtimes were asked. */
  calls(): string[];
  log(): string;
  /** Process ids of everything of this checkout that runs: supervisor, servers, guardian. */
  processes(): number[];
  remove(): Promise<void>;
}

export function fakeCheckout(): FakeCheckout {
  const folder = mkdtempSync(path.join(os.tmpdir(), "katas-supervisor-"));
  const sources = path.join(folder, "sources");
  mkdirSync(sources);
  const place = placeOf(path.join(folder, "state"));
  const program = { args: ["--import", "tsx", path.join(import.meta.dirname, "fake-main.ts"), sources], sources };
  const find = async () => await findSupervisor(place, () => "auto");
  const text = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return {
    place,
    program,
    need: async (onProgress) => await needSupervisor(place, program, () => "auto", onProgress),
    find,
    calls: () => text(path.join(place.state, "calls")).split("\n").filter(Boolean),
    log: () => text(place.log),
    processes: () => processesOf(place.state, place.id),
    remove: async () => {
      await (await find())?.down();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Process ids of those whose command line holds one of the words; zombies are none. */
export function processesOf(...words: string[]): number[] {
  const list = execFileSync("ps", ["-eo", "pid=,stat=,args="], { encoding: "utf8", maxBuffer: 10_000_000 });
  return list
    .split("\n")
    .filter((line) => words.some((word) => line.includes(word)) && !/^\s*\d+\s+Z/.test(line))
    .map((line) => Number.parseInt(line, 10));
}

/** Waits until something holds. @throws where it does not in time */
export async function until(holds: () => boolean | Promise<boolean>, timeoutMs: number, what: string): Promise<number> {
  const begun = Date.now();
  while (!(await holds())) {
    if (Date.now() - begun > timeoutMs) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await delay(20);
  }
  return Date.now() - begun;
}
