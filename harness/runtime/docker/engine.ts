import { access, constants } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ContainerRuntimeClient } from "testcontainers";
import { Problem } from "../../problem.ts";

/** A busy machine's engine takes a second or two to describe itself; a hung one never does. */
const ANSWER_MS = 8_000;

/** The engine's own client, below Testcontainers'. */
export type Docker = ContainerRuntimeClient["container"]["dockerode"];

export type Engine =
  | { ok: true; client: ContainerRuntimeClient; version: string }
  | { ok: false; why: string; remedy: string };

const NO_ENGINE = {
  ok: false,
  why: "no Docker engine answers",
  remedy: "Start Docker (Docker Desktop, or the docker service)",
} as const;

const NO_PERMISSION = {
  ok: false,
  why: "this user may not use the Docker engine (its socket refuses us)",
  remedy: "Add yourself to the docker group and log in again, or install rootless Docker",
} as const;

/**
 * Finds the engine, as Testcontainers does, and asks whether it answers. Without a socket that could be one's the
 * answer is no at once: the library takes half a second to load.
 */
export async function findEngine(): Promise<Engine> {
  const sockets = await Promise.all(socketPaths().map(async (file) => ({ file, state: await reach(file) })));
  const present = sockets.filter((socket) => socket.state !== "absent");
  if (!configuredElsewhere()) {
    if (present.length === 0) return NO_ENGINE;
    if (present.every((socket) => socket.state === "forbidden")) return NO_PERMISSION;
  }
  const { getContainerRuntimeClient } = await import("testcontainers");
  const client = await within(getContainerRuntimeClient(), ANSWER_MS);
  // Testcontainers remembers the engine it found; it may be gone since. One that was restarted refuses the first
  // request, which goes over a connection of before.
  const docker = client?.container.dockerode;
  const pong =
    docker &&
    (await within(
      docker.ping().catch(() => docker.ping()),
      ANSWER_MS,
    ));
  if (client === undefined || pong === undefined) {
    return present.length > 0 && present.every((socket) => socket.state === "forbidden") ? NO_PERMISSION : NO_ENGINE;
  }
  return { ok: true, client, version: String(client.info.containerRuntime.serverVersion) };
}

/**
 * The engine's client.
 * @throws Problem where none answers
 */
export async function requireEngine(): Promise<ContainerRuntimeClient> {
  const engine = await findEngine();
  if (!engine.ok) {
    throw new Problem(`Kafka cannot be started with Docker: ${engine.why}.`, { remedy: `${engine.remedy}.` });
  }
  return engine.client;
}

/** Where an engine listens, after the strategies of Testcontainers 11 (and `DOCKER_HOST` where it is a path). */
function socketPaths(): string[] {
  if (process.platform === "win32") return ["//./pipe/docker_engine"];
  const home = os.homedir();
  const runtime = process.env.XDG_RUNTIME_DIR;
  const given = /^unix:\/\/(.+)$/.exec(process.env.DOCKER_HOST ?? "")?.[1];
  if (given !== undefined) return [given];
  return [
    "/var/run/docker.sock",
    ...(runtime ? [path.join(runtime, "docker.sock")] : []),
    path.join(home, ".docker", "run", "docker.sock"),
    path.join(home, ".docker", "desktop", "docker.sock"),
    `/run/user/${process.getuid?.() ?? 0}/docker.sock`,
  ];
}

/** An address that is no local socket: only asking it tells. */
function configuredElsewhere(): boolean {
  const host = process.env.DOCKER_HOST ?? "";
  return (host !== "" && !host.startsWith("unix://")) || Boolean(process.env.TESTCONTAINERS_HOST);
}

async function reach(file: string): Promise<"absent" | "forbidden" | "there"> {
  try {
    await access(file, constants.R_OK | constants.W_OK);
    return "there";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "EACCES" || code === "EPERM" ? "forbidden" : "absent";
  }
}

/** The value, or undefined where it fails or takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const timer = new AbortController();
  const settled = promise.catch(() => undefined);
  const late = delay(ms, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
  return await Promise.race([settled, late]).finally(() => timer.abort());
}
