/**
 * Servers up, down and killed, behind one interface, whichever runtime runs them. Must not know: tests, topics,
 * exercises.
 */
import path from "node:path";
import { KATAS, STATE } from "../paths.ts";
import { type Choice, choose, externalReason, type OwnedWant, wanted } from "./choose.ts";
import type { OnProgress, ServiceName, Stack } from "./contract.ts";
import { externalSupervisor } from "./external-supervisor.ts";
import {
  type EnsureOptions,
  findSupervisor,
  needSupervisor,
  type Place,
  type Program,
  placeOf,
  type Supervisor,
} from "./supervisor/index.ts";

export type { Choice } from "./choose.ts";
export type * from "./contract.ts";
export { namedServices } from "./external/addresses.ts";
export { type EnsureOptions, idleTime, type Supervisor, type SupervisorStatus } from "./supervisor/index.ts";

const PROGRAM: Program = {
  args: [KATAS, "supervise"],
  sources: import.meta.dirname,
};

/** One connection a process: the supervisor does not idle out while a process that uses its servers lives. */
let shared: Promise<Supervisor> | undefined;

/**
 * Brings services up, or finds them up, and tells where they answer. Starts the supervisor if nobody has; servers that
 * the environment names need none.
 * @throws Problem where a service cannot be had, or the environment asks for what there is not
 */
export async function ensure(services: ServiceName[], options: EnsureOptions = {}): Promise<Stack> {
  return await (await connected(options)).ensure(services, options);
}

/**
 * The supervisor, started if nobody has. For an external cluster it is played by this process.
 * @throws Problem where it cannot be started
 */
export async function connect(): Promise<Supervisor> {
  return wanted() === "external" ? externalSupervisor() : await needSupervisor(here(), PROGRAM, ownedWant);
}

/** The supervisor that answers now, whatever the environment asks for; never starts one. */
export async function running(): Promise<Supervisor | undefined> {
  return await findSupervisor(here(), ownedWant);
}

/**
 * What `KATAS_RUNTIME` and this machine amount to, without starting anything. A supervisor that runs is asked, since it
 * stays with what it chose.
 * @throws Problem where no runtime can be used
 */
export async function chosen(): Promise<Choice> {
  const want = wanted();
  if (want === "external") return { runtime: "external", reason: externalReason() };
  const supervisor = want === "auto" ? await running() : undefined;
  try {
    const { auto } = (await supervisor?.status()) ?? {};
    if (auto !== undefined) return auto;
  } finally {
    supervisor?.close();
  }
  const place = here();
  return await choose(want, {
    docker: async () => {
      const { dockerRuntime } = await import("./docker/index.ts");
      return await dockerRuntime({ checkout: place.id, owner: place.id }).available();
    },
    jvm: async () => {
      const { jvmRuntime } = await import("./jvm/index.ts");
      return await jvmRuntime({ dataFolder: path.join(place.data, "jvm") }).available();
    },
  });
}

async function connected({ onProgress, signal }: EnsureOptions): Promise<Supervisor> {
  if (wanted() === "external") return externalSupervisor();
  signal?.throwIfAborted();
  const known = shared;
  const before = await known?.catch(() => undefined);
  if (before !== undefined && !before.closed) return before;
  // Of several callers at the same moment the first connects.
  if (shared === known) shared = needSupervisor(here(), PROGRAM, ownedWant, onProgress);
  return await (shared ?? connect());
}

function here(): Place {
  return placeOf(STATE);
}

/** What a supervisor is asked for; `auto` where the environment names an external cluster, which it knows nothing of. */
function ownedWant(): OwnedWant {
  const want = wanted();
  return want === "external" ? "auto" : want;
}

/**
 * The jars that a Flink of somebody's own needs beside Flink's: the Kafka connector, JavaScript, and the runner.
 * @throws Problem where one cannot be had
 */
export async function flinkJars(
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<{ file: string; name: string }[]> {
  const { flinkLibrary } = await import("./jvm/index.ts");
  return await flinkLibrary(onProgress, signal);
}
