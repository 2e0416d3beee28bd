/**
 * Servers of graded work. Flink runs what a submission has written: it can do so in a file system that holds Java, the
 * jars and the servers' own folder, as a user to whom nothing else belongs. A hole in Flink or in GraalVM then leads
 * nowhere: no solution, no other submission, no key of the teacher's is there to be read.
 */
import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { AS_POWERLESS, AS_STRANGER, ENDS_WITH_US, runnable, strangerId, UNSHARED } from "../../namespaces.ts";

/** How servers are held apart from this machine. */
export interface Apart {
  /**
   * What stands before a server's command line.
   * @param folder   all that it may write
   * @param working  in which it runs; in that folder
   */
  command(folder: string, working: string): string[];
  /** Whom its folder has to belong to; undefined: to whoever starts it. */
  owner: number | undefined;
}

/** An empty folder in a server's own, over which its file system is mounted. */
const ROOT_FOLDER = ".root";

/** What a JVM needs of a system: its libraries, and what Debian keeps of Java's configuration. */
const SYSTEM = [
  ...["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl/certs/java"],
  ...["/etc/hosts", "/etc/nsswitch.conf", "/etc/localtime", "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"],
];

/** $1: the folder; $2: where to work; the rest up to "--": what else may be read; then the command. */
const ENTER = `
set -e
PATH="$PATH:/usr/sbin:/sbin"
folder="$1" working="$2" root="$1/${ROOT_FOLDER}"
shift 2
mount -t tmpfs -o size=1m,mode=755 none "$root"
see() {
  mkdir -p "$root\${1%/*}"
  if [ -L "$1" ]; then [ -L "$root$1" ] || cp -P "$1" "$root$1"; return; fi
  [ -e "$1" ] || return 0
  if [ -d "$1" ]; then mkdir -p "$root$1"; else : > "$root$1"; fi
  mount --rbind "$1" "$root$1"
  [ "$2" = write ] || mount -o remount,bind,ro "$root$1"
}
for one in ${SYSTEM.join(" ")} /etc/java*; do see "$one"; done
while [ "$1" != -- ]; do see "$1"; shift; done
shift
see "$folder" write
mkdir "$root/proc" "$root/old"
mount -t proc none "$root/proc"
cd "$root"
pivot_root . old
umount -l /old
mount -o remount,bind,ro /
cd "$working"
exec "$@"
`;

/**
 * Finds out, by trying, whether servers can be held apart here: on Linux, as root or as a user who may make namespaces.
 *
 * @param java      the program
 * @param readable  files and folders, beside the system's and Java's own
 * @param folder    where to try it
 * @returns undefined where they cannot
 */
export async function findApart(java: string, readable: string[], folder: string): Promise<Apart | undefined> {
  const home = path.dirname(path.dirname(await fs.realpath(java)));
  await fs.mkdir(folder, { recursive: true });
  // Where one is a link, what it leads to is needed too.
  const all = [...new Set([...readable, ...(await Promise.all(readable.map((one) => fs.realpath(one))))])];
  const inside = (unshare: string[], as: string[]) => (own: string, working: string) =>
    runnable([
      ...[...ENDS_WITH_US, "unshare", ...unshare, ...UNSHARED],
      ...["/bin/sh", "-c", ENTER, "sh", own, working, home, ...all, "--", ...as],
    ]);
  const ways: Apart[] = [
    { command: inside([], AS_STRANGER), owner: strangerId() },
    { command: inside(["--user", "--map-root-user"], AS_POWERLESS), owner: undefined },
  ];
  for (const way of ways) {
    const own = await fs.mkdtemp(path.join(folder, "apart-"));
    try {
      await hand(own, way);
      const [program = "", ...args] = way.command(own, own);
      await promisify(execFile)(program, [...args, java, "-version"], { timeout: 10_000 });
      return way;
    } catch {
      // The next way may work.
    } finally {
      await fs.rm(own, { recursive: true, force: true });
    }
  }
  return undefined;
}

/** Makes a folder one that a server can be held in: it has a place for the file system, and all in it is the server's. */
export async function hand(folder: string, { owner }: Pick<Apart, "owner">): Promise<void> {
  await fs.mkdir(path.join(folder, ROOT_FOLDER), { recursive: true });
  if (owner === undefined) return;
  const inIt = await fs.readdir(folder, { recursive: true });
  for (const name of ["", ...inIt]) await fs.lchown(path.join(folder, name), owner, owner);
}
