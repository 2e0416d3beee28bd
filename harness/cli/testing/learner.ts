import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { SmallCourse } from "../../course/testing/small-course.ts";
import { ROOT } from "../../paths.ts";
import { until } from "../../until.ts";

/** What a learner sees of a command. */
export interface Said {
  code: number | null;
  /** Standard output and standard error, as they came. */
  text: string;
}

/** Somebody at a shell, with a course and a state of their own, who types `npm test -- …`; off a terminal, since this is a pipe. */
export class Learner {
  readonly course = new SmallCourse();
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), "katas-learner-"));
  readonly #children: ChildProcess[] = [];
  #states = 0;

  /** A file outside of the course, for a stub to leave its process id in. */
  mark(name: string): string {
    return path.join(this.#folder, name);
  }

  /** The process id that the code under test left in a file. */
  async marked(name: string): Promise<number> {
    const file = this.mark(name);
    const read = () => Number(existsSync(file) && readFileSync(file, "utf8"));
    return until(`${name} to be left by the code under test`, read, (pid) => pid > 0, 20_000);
  }

  /** What the command says and its exit code. A new state each time unless the environment names one. */
  async test(args: string[], env: Record<string, string> = {}): Promise<Said> {
    return this.ended(this.start(args, env));
  }

  /** What a learner would be told of each exercise of the course, by its slug; in one process, which is quicker. */
  async toldOfEach(): Promise<Record<string, Said>> {
    const script = path.join(import.meta.dirname, "tell-each.ts");
    const { text } = await this.ended(this.#spawn(["--import", "tsx", script], {}));
    return JSON.parse(text.slice(text.lastIndexOf("\n{") + 1));
  }

  start(args: string[], env: Record<string, string> = {}): ChildProcess {
    return this.command(["test", ...args], env);
  }

  /** Any command of `katas`. */
  command(args: string[], env: Record<string, string> = {}): ChildProcess {
    return this.#spawn([path.join(ROOT, "harness/cli/katas.js"), ...args], env);
  }

  #spawn(args: string[], env: Record<string, string>): ChildProcess {
    const ours = Object.entries(process.env).filter(
      ([name]) => !/^(KATAS_|VITEST|NODE_ENV|FORCE_COLOR|NO_COLOR)/.test(name),
    );
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: {
        ...Object.fromEntries(ours),
        KATAS_COURSE: this.course.root,
        KATAS_STATE: path.join(this.#folder, `state-${++this.#states}`),
        // Whatever needs no servers must not start any; nothing answers here.
        KATAS_RUNTIME: "external",
        KATAS_KAFKA_BROKERS: "127.0.0.1:1",
        ...env,
      },
    });
    this.#children.push(child);
    return child;
  }

  async ended(child: ChildProcess): Promise<Said> {
    let text = "";
    for (const output of [child.stdout, child.stderr]) output?.on("data", (chunk) => (text += chunk));
    try {
      const [code] = await once(child, "close");
      return { code, text };
    } finally {
      child.kill("SIGKILL");
    }
  }

  /** Ends what is still running, as a test that failed in the middle leaves it, and removes the course. */
  leave(): void {
    for (const child of this.#children) if (child.exitCode === null) child.kill("SIGTERM");
    this.course.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
