/**
 * AppCDS: an archive of Kafka's classes, already parsed, which saves a broker more than a third of its start.
 * The first broker without one writes the list of classes it loads; from that list, a Java of lowest priority dumps
 * the archive in the background. No second broker runs for it. A JVM that cannot use an archive ignores it.
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

  /** Flags for a broker: to use the archive, or else to write the list of classes that it is made from. */
  flags(classList: string): string[] {
    return this.exists()
      ? ["-Xshare:auto", `-XX:SharedArchiveFile=${this.file}`]
      : [`-XX:DumpLoadedClassList=${classList}`];
  }

  /**
   * Makes the archive from what a running broker wrote, unless another process is at it. A failure leaves no archive
   * and is told to nobody: brokers start without it.
   */
  async make(classList: string, signal: AbortSignal): Promise<void> {
    let release: (() => Promise<void>) | undefined;
    const temporary = path.join(path.dirname(this.file), `dump-${randomUUID()}`);
    try {
      release = await lock(this.file, { realpath: false, onCompromised: () => undefined });
      if (this.exists() || signal.aborted) return;
      // The broker is still writing: its last line may be half a line.
      const written = await fs.readFile(classList, "utf8");
      await fs.writeFile(`${temporary}.classlist`, written.slice(0, written.lastIndexOf("\n") + 1));
      await this.#dump(`${temporary}.classlist`, `${temporary}.jsa`, signal);
      await fs.rename(`${temporary}.jsa`, this.file);
    } catch {
      // Brokers start without it; the next one writes a list again.
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

function setLowestPriority(pid: number): void {
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not let us: then it runs as everything else does.
  }
}
