import { execFile } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { AS_POWERLESS, AS_STRANGER, ENDS_WITH_US, runnable, UNSHARED } from "../namespaces.ts";

/** What holds the code of a submission on this machine: each true only where it was tried. */
export interface Confinement {
  /** Before `node` on the command line; empty where nothing but Node's own permission model is to be had. */
  command: string[];
  /** The same, and without a network. */
  commandOffline: string[];
  /** The same, in a network of its own that nothing else is in; absent where that cannot be had. */
  commandAlone?: string[];
  /** It reads its own staged folder and writes nothing (Node's permission model). */
  files: boolean;
  /** It starts no process, and can neither see nor signal one of ours. */
  processes: boolean;
  /** Where an exercise needs no servers, there is no network, not even to this machine. */
  network: boolean;
  /** Where an exercise needs servers, these are all that it reaches, through us. */
  servers: boolean;
  /** It runs as a user of its own, to whom nothing belongs. */
  user: boolean;
  /** Its memory is bounded as a whole; where this is false, only JavaScript's heap is. */
  memory: boolean;
}

/** Bytes of private memory: what Node maps at its start (about 0.5 GB) and room for work. */
const MEMORY_BYTES = 1_200_000_000;

/** A submission's process ends by itself after this much computing, whoever has lost sight of it. */
const CPU_SECONDS = 120;

/** Threads and processes of the user; Node itself needs about a dozen. */
const MOST_THREADS = 64;

const LIMITS = [`--data=${MEMORY_BYTES}`, `--cpu=${CPU_SECONDS}`, "--nofile=256", "--core=0", "--fsize=0"];

/** Namespaces, the processes seen in them included. */
const NAMESPACES = [...UNSHARED, "--mount-proc"];

/**
 * Folders in which services and other programs listen. A socket in a file answers whoever may open it, whatever network
 * and permissions of Node a process has: Docker, a session's bus, a terminal, an editor.
 */
const LISTENED_IN = ["/tmp", "/var/tmp", "/home", "/root"];

/**
 * Empties these folders, and puts back what a submission's process needs of them: its files, and Node. A table of mounts
 * is one process; a process for each would be five milliseconds for each.
 */
function withoutSockets(staging: string): string {
  const kept = [path.dirname(realpathSync(process.execPath)), staging];
  const own = [os.homedir(), os.tmpdir()].filter((folder) => path.dirname(folder) !== folder);
  const all = [...new Set([...LISTENED_IN, ...own])].filter((folder) => existsSync(folder));
  // What lies in another is gone with it.
  const emptied = all.filter((folder) => !all.some((other) => folder.startsWith(other + path.sep)));
  const options = "size=64k,mode=755";
  const empty = (folder: string) => ["katas", folder, "tmpfs", options];
  const bind = (from: string, to: string) => [from, to, "none", "rbind,X-mount.mkdir"];
  const table = [
    ...kept.map((folder, i) => bind(folder, `/run/${i}`)),
    ...emptied.map(empty),
    ...kept.map((folder, i) => bind(`/run/${i}`, folder)),
  ];
  // As fstab(5) writes blanks and backslashes, and then as a shell quotes.
  const field = (text: string) =>
    text.replaceAll(/[\s\\]/g, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, "0")}`);
  const lines = table.map((row) => `'${row.map(field).join(" ").replaceAll("'", "'\\''")}'`);
  const written = `printf '%s\\n' ${lines.join(" ")} > /run/table`;
  return `mount -t tmpfs -o ${options} katas /run && ${written} && mount --no-mtab --all --fstab /run/table`;
}

/** A new network's loopback is down. Where there is no `ip`, root can raise it through sysfs; a user cannot. */
const LOOPBACK_UP =
  "{ ip link set lo up || { mount -t sysfs none /sys && echo 1 > /sys/class/net/lo/flags && umount /sys; }; } 2>/dev/null";

/** What is done before a command runs, by a shell that it takes the place of. */
function after(...steps: string[]): string[] {
  return steps.length === 0
    ? []
    : ["/bin/sh", "-c", `${[...steps, "unset PWD OLDPWD", 'exec "$@"'].join(" && ")}`, "sh"];
}

/** This machine's network, none, or one with a loopback and nothing else. */
interface Net {
  unshared: string[];
  steps: string[];
}

const NETS = {
  online: { unshared: [], steps: [] },
  offline: { unshared: ["--net"], steps: [] },
  alone: { unshared: ["--net"], steps: [LOOPBACK_UP] },
} satisfies Record<string, Net>;

/**
 * Finds out, by trying, how tightly this machine can hold a process: namespaces and another user on Linux as root,
 * namespaces alone where users may make them, limits, or Node's permission model alone.
 *
 * @param staging  where submissions are staged: who runs them has to reach it
 * @returns what holds; what does not is false, and for the caller to announce
 */
export async function findConfinement(staging: string): Promise<Confinement> {
  const limits = (...more: string[]) => ["prlimit", ...LIMITS, ...more];
  const hidden = withoutSockets(staging);
  const ways: (Pick<Confinement, "processes" | "network" | "user" | "memory"> & { command: (net: Net) => string[] })[] =
    [
      {
        command: ({ unshared, steps }) => [
          ...[...ENDS_WITH_US, "unshare", ...unshared, ...NAMESPACES, ...after(...steps, hidden)],
          ...[...limits(`--nproc=${MOST_THREADS}`), ...AS_STRANGER],
        ],
        ...{ processes: true, network: true, user: true, memory: true },
      },
      {
        command: ({ unshared, steps }) => [
          ...[...ENDS_WITH_US, "unshare", "--user", "--map-root-user", ...unshared, ...NAMESPACES],
          ...[...after(...steps, hidden), ...limits(), ...AS_POWERLESS],
        ],
        ...{ processes: true, network: true, user: false, memory: true },
      },
      {
        command: ({ unshared, steps }) => [
          ...[
            ...ENDS_WITH_US,
            "unshare",
            "--user",
            "--map-current-user",
            ...unshared,
            ...NAMESPACES,
            ...after(...steps),
          ],
          ...[...limits(), "setpriv", "--no-new-privs", "--"],
        ],
        // Sockets in files are not hidden: that takes root's rights, which this way is without.
        ...{ processes: true, network: false, user: false, memory: true },
      },
      {
        command: () => [...ENDS_WITH_US, "setpriv", "--no-new-privs", ...limits()],
        ...{ processes: false, network: false, user: false, memory: true },
      },
      { command: () => [], processes: false, network: false, user: false, memory: false },
    ];
  for (const { command, ...holds } of ways) {
    const [online, offline, alone] = [command(NETS.online), command(NETS.offline), command(NETS.alone)];
    const commands = { command: online, commandOffline: offline };
    // What works where all is taken away and a loopback is added works where less is.
    if (holds.network && (await works(alone, READS_AND_CALLS_ITSELF, staging))) {
      return { ...commands, commandAlone: alone, files: true, ...holds, servers: true };
    }
    const tried = await Promise.all([online, offline].map((one) => works(one, READS, staging)));
    if (tried.every(Boolean)) return { ...commands, files: true, ...holds, servers: false };
  }
  throw new Error("the empty command does not work");
}

/** Programs that end well where what they need is there. */
const READS = "require('node:fs').readdirSync(process.argv[1])";
const READS_AND_CALLS_ITSELF = `
${READS};
const { connect, createServer } = require("node:net");
const server = createServer().listen(0, "127.0.0.1", () => connect(server.address().port, "127.0.0.1", () => process.exit()));
`;

/** Whether Node runs a program behind this command: another user may not be able to reach it, or a folder. */
async function works(command: string[], source: string, ...given: string[]): Promise<boolean> {
  const [program, ...args] = [...runnable(command), process.execPath, "--eval", source, ...given];
  if (program === undefined) return false;
  try {
    await promisify(execFile)(program, args, { env: {}, cwd: "/", timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

/** Node's own flags for a child that may read `readable` and nothing else. */
export function nodeFlags(readable: string[]): string[] {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const named = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return [
    named ? "--permission" : "--experimental-permission",
    "--no-warnings",
    "--enable-source-maps",
    `--max-old-space-size=${HEAP_MB}`,
    ...readable.map((folder) => `--allow-fs-read=${folder}`),
  ];
}

/** Megabytes of JavaScript's heap. */
export const HEAP_MB = 256;
