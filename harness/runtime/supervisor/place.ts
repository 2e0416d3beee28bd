import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Problem } from "../../problem.ts";
import { writeWhole } from "../../whole-file.ts";

/** A socket's path is cut, without a word, at 108 bytes on Linux and 104 on macOS (sun_path). */
const SOCKET_PATH_BYTES = 100;

/** Where the supervisor of one checkout is found. */
export interface Place {
  /** The folder of the checkout's state. */
  state: string;
  /** Stands for the state folder, and thereby for the checkout, in names outside it: 12 hexadecimal digits. */
  id: string;
  /** Who serves here: {@link Serving} as JSON, readable by the user only. */
  stateFile: string;
  log: string;
  /** Folder of the servers' data. */
  data: string;
}

/** What the running supervisor writes down. */
export interface Serving {
  pid: number;
  /** Socket, or named pipe on Windows. */
  socket: string;
  /** Whoever can read the state file may command the supervisor. */
  token: string;
}

/** @throws Problem where the state folder cannot be made */
export function placeOf(state: string): Place {
  try {
    mkdirSync(state, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem(`The folder ${state} cannot be written: ${why}.`, {
      remedy: "Make the checkout writable for this user.",
      cause: error,
    });
  }
  const id = createHash("sha256").update(state).digest("hex").slice(0, 12);
  return {
    state,
    id,
    stateFile: path.join(state, "supervisor.json"),
    log: path.join(state, "supervisor.log"),
    data: path.join(state, "servers"),
  };
}

/** The log as a person would name it: short from inside the checkout. */
export function logName(place: Place): string {
  const short = path.relative(process.cwd(), place.log);
  return short.startsWith("..") ? place.log : short;
}

/** Who serves here by the state file; undefined where there is none, or none that can be read. */
export function readServing(place: Place): Serving | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(place.stateFile, "utf8"));
    if (typeof read !== "object" || read === null) return undefined;
    if (!("pid" in read && "socket" in read && "token" in read)) return undefined;
    const { pid, socket, token } = read;
    if (typeof pid !== "number" || typeof socket !== "string" || typeof token !== "string") return undefined;
    return { pid, socket, token };
  } catch {
    return undefined;
  }
}

/** Writes the state file, which its user alone may read. */
export function writeServing(place: Place, serving: Serving): void {
  writeWhole(place.stateFile, JSON.stringify(serving), 0o600);
}

/** Removes the state file and the socket of a supervisor, unless another one serves by now. */
export async function forgetServing(place: Place, serving: Serving): Promise<void> {
  const now = readServing(place);
  if (now !== undefined && now.token !== serving.token) return;
  await rm(place.stateFile, { force: true });
  if (process.platform !== "win32") await rm(path.dirname(serving.socket), { recursive: true, force: true });
}

/**
 * Where a supervisor listens that is started in this environment: in a folder of its own under the system's runtime
 * folder or the temporary one.
 * @throws Problem where their paths are too long
 */
export function socketPath(place: Place): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\streaming-katas-${place.id}`;
  const name = createHash("sha256").update(`${process.getuid?.()} ${place.state}`).digest("hex").slice(0, 12);
  for (const base of [process.env.XDG_RUNTIME_DIR, os.tmpdir(), "/tmp"]) {
    if (!base || !isFolder(base)) continue;
    const socket = path.join(base, `katas-${name}`, "s");
    if (Buffer.byteLength(socket) <= SOCKET_PATH_BYTES) return socket;
  }
  throw new Problem(`The temporary folder's path is too long for a socket: ${os.tmpdir()}.`, {
    remedy: "Set TMPDIR to a folder with a short path, like /tmp.",
  });
}

/**
 * Makes the socket's folder, which only its user can enter, and removes a socket that nobody listens at.
 * @throws Problem where somebody else has made that folder
 */
export async function prepareSocket(socket: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = path.dirname(socket);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Problem(`The folder ${folder} belongs to somebody else.`, {
      remedy: "Remove it, or set TMPDIR to a folder of your own.",
    });
  }
  chmodSync(folder, 0o700);
  await rm(socket, { force: true });
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
