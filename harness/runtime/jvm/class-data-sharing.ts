/**
 * AppCDS: an archive of a server's classes, already parsed, which saves a third of the work of its start.
 * The first servers without one write the list of classes they load, those of Flink until jobs have ended; from these
 * lists, a Java of lowest priority dumps the archive in the background. No second server runs for it. A JVM that cannot
 * use an archive ignores it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { lock } from "proper-lockfile";
import { endWithThisProcess } from "./child-processes.ts";
import { type Installation, serverEnvironment } from "./installation.ts";

const DUMP_LIMIT_MS = 120_000;

export class ClassArchive {
  readonly file: string;
  readonly #installation: Installation;
  readonly #jvmFlags: readonly string[];

  private constructor(installation: Installation, jvmFlags: readonly string[], file: string) {
    this.#installation = installation;
    this.#jvmFlags = jvmFlags;
    this.file = file;
  }

  /** The archive of exactly this Java, these jars in this place, and these flags. */
  static async of(installation: Installation, jvmFlags: readonly string[]): Promise<ClassArchive> {
    const { java, classPath, derived } = installation;
    const modules = path.join(path.dirname(path.dirname(java.program)), "lib", "modules");
    const build = await fs.stat(modules).then(
      ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
      () => "",
    );
    const key = createHash("sha256").update([java.program, java.version, build, classPath, ...jvmFlags].join("\n"));
    const name = `classes-java${java.major}-${key.digest("hex").slice(0, 12)}.jsa`;
    return new ClassArchive(installation, jvmFlags, path.join(derived, name));
  }

  exists(): boolean {
    return existsSync(this.file);
  }

  /** Flags for a server: to use the archive, or else to write the list of classes that it is made from. */
  flags(classList: string): string[] {
    return this.exists()
      ? ["-Xshare:auto", `-XX:SharedArchiveFile=${this.file}`]
      : [`-XX:DumpLoadedClassList=${classList}`];
  }

  /**
   * Makes the archive from what running servers wrote, unless another process is at it. A failure leaves no archive
   * and is told to nobody: servers start without it.
   */
  async make(classLists: readonly string[], signal: AbortSignal): Promise<void> {
    let release: (() => Promise<void>) | undefined;
    const temporary = path.join(path.dirname(this.file), `dump-${randomUUID()}`);
    try {
      await fs.mkdir(path.dirname(this.file), { recursive: true });
      release = await lock(this.file, { realpath: false, onCompromised: () => undefined });
      if (this.exists() || signal.aborted) return;
      const written = await Promise.all(classLists.map((list) => fs.readFile(list, "utf8")));
      await fs.writeFile(`${temporary}.classlist`, mergedClasses(written));
      await this.#dump(`${temporary}.classlist`, `${temporary}.jsa`, signal);
      await fs.rename(`${temporary}.jsa`, this.file);
    } catch {
      // Servers start without it; the next ones write their lists again.
    } finally {
      await fs.rm(`${temporary}.classlist`, { force: true });
      await fs.rm(`${temporary}.jsa`, { force: true });
      await release?.().catch(() => undefined);
    }
  }

  #dump(classList: string, archive: string, signal: AbortSignal): Promise<void> {
    const { java, classPath } = this.#installation;
    const child: ChildProcess = spawn(
      java.program,
      [
        ...this.#jvmFlags,
        "-Xshare:dump",
        `-XX:SharedClassListFile=${classList}`,
        `-XX:SharedArchiveFile=${archive}`,
        "-cp",
        classPath,
      ],
      {
        cwd: path.dirname(archive),
        env: serverEnvironment(),
        stdio: "ignore",
        windowsHide: true,
        signal,
        killSignal: "SIGKILL",
        timeout: DUMP_LIMIT_MS,
      },
    );
    endWithThisProcess(child);
    if (child.pid !== undefined) setLowestPriority(child.pid);
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`java -Xshare:dump: ${code}`))));
    });
  }
}

/** One list of what is in any of several: the JVM numbers the classes of each from 0, and needs no numbers. */
export function mergedClasses(lists: readonly string[]): string {
  const lines = lists
    // Its server is still writing: the last line may be half a line.
    .flatMap((list) => list.slice(0, list.lastIndexOf("\n") + 1).split("\n"))
    // A class that did not come by the class path has its file named, which is gone by now.
    .filter((line) => line !== "" && !line.includes(" source: "))
    .map((line) => line.replace(/ id: \d+$/, ""));
  return [...new Set(lines)].map((line) => `${line}\n`).join("");
}

function setLowestPriority(pid: number): void {
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not let us: then it runs as everything else does.
  }
}
