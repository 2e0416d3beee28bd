import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readCourse } from "../../course/index.ts";
import { linkPackages } from "../../linked-packages.ts";
import { ROOT } from "../../paths.ts";
import { until } from "../../until.ts";

/** A line that takes longer than this hangs. */
const DEADLINE_MS = 120_000;

export interface Ended {
  code: number | null;
  output: string;
  /** What went otherwise than by its exit code. */
  trouble?: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  /** Ctrl-C is pressed when the output says this. */
  ctrlCAfter?: RegExp | undefined;
}

/**
 * A copy of this checkout, with servers and state of its own, in which lines are run as a reader would: through the
 * shell, in its folder. Nothing is left of it, also when the check is interrupted.
 */
export class Clone {
  /** Beside the copy lies what readers have beside their checkout: a class, and what they export. */
  readonly #around = realpathSync(mkdtempSync(path.join(os.tmpdir(), "katas-docs-")));
  readonly folder = path.join(this.#around, "course");
  readonly #children = new Set<ChildProcess>();
  readonly #interrupted = () => void this.remove().finally(() => process.exit(130));
  #removing: Promise<void> | undefined;

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, this.#interrupted);
    const left = new Set(["node_modules", ".git", ".katas"].map((name) => path.join(ROOT, name)));
    cpSync(ROOT, this.folder, { recursive: true, filter: (source) => !left.has(source) });
    linkPackages(this.folder);
    const who = ["-c", "user.name=A Learner", "-c", "user.email=learner@example.org", "-c", "commit.gpgsign=false"];
    for (const args of [
      ["init", "-q"],
      ["add", "."],
      [...who, "commit", "-q", "-m", "The course"],
    ]) {
      execFileSync("git", args, { cwd: this.folder, stdio: "pipe" });
    }
  }

  /** The references in the place of the stubs. */
  solve(): void {
    for (const { file, solution } of readCourse(this.folder).flatMap(({ exercises }) => exercises)) {
      cpSync(path.join(solution, path.basename(file)), file);
    }
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Runs one line to its end. Whatever it started has ended with it; warm servers are not part of it. */
  async run(text: string, { env = {}, ctrlCAfter }: RunOptions = {}): Promise<Ended> {
    // The shell itself is no reader of Ctrl-C, as at a terminal: it waits, and passes on how the command has ended.
    const child = spawn(ctrlCAfter ? `trap : INT\n${text}` : text, {
      cwd: this.folder,
      shell: true,
      env: { ...plainEnvironment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, as a terminal gives it: Ctrl-C reaches all of it.
      detached: true,
    });
    this.#children.add(child);
    const ended: Ended = { code: null, output: "" };
    const kill = (signal: NodeJS.Signals) => signalGroup(child, signal);
    const late = setTimeout(() => {
      ended.trouble = `it had not ended after ${DEADLINE_MS / 1000} s`;
      kill("SIGKILL");
    }, DEADLINE_MS);
    let pressed = ctrlCAfter === undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk) => {
        ended.output += chunk;
        if (pressed || !ctrlCAfter?.test(ended.output)) return;
        pressed = true;
        kill("SIGINT");
      });
    }
    ended.code = await new Promise<number | null>((resolve, reject) => {
      // As a shell tells of a program that a signal has ended.
      const close = (code: number | null, signal: NodeJS.Signals | null) =>
        resolve(signal ? 128 + os.constants.signals[signal] : code);
      child.once("close", close).once("error", reject);
    });
    clearTimeout(late);
    try {
      await until(
        "its processes to end",
        () => runs(child),
        (some) => !some,
        3_000,
      );
    } catch {
      ended.trouble ??= "it left a process behind";
      kill("SIGKILL");
    }
    this.#children.delete(child);
    return ended;
  }

  remove(): Promise<void> {
    this.#removing ??= (async () => {
      for (const child of this.#children) signalGroup(child, "SIGKILL");
      await this.run("npx katas down");
      rmSync(this.#around, { recursive: true, force: true, maxRetries: 5 });
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, this.#interrupted);
    })();
    return this.#removing;
  }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/** Does any process of the group run? One that has ended and waits to be collected (a zombie) does not. */
function runs(child: ChildProcess): boolean {
  if (!signalGroup(child, 0)) return false;
  if (process.platform !== "linux") return true;
  return readdirSync("/proc").some((entry) => {
    try {
      // pid (name) state parent group …, see proc(5): the name may hold spaces and parentheses.
      const [, state, group] = /.*\) (\S) \d+ (\d+)/s.exec(readFileSync(`/proc/${entry}/stat`, "utf8")) ?? [];
      return Number(group) === child.pid && state !== "Z";
    } catch {
      return false;
    }
  });
}

/** Without settings of the contributor's; servers on Java, which every machine that proves the course has. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      /^KATAS_(CACHE|MAVEN_REPOSITORY)$/.test(name) || !/^(KATAS_|npm_|FORCE_COLOR$|VITEST|NODE_ENV$)/.test(name),
  );
  // Should even the clean-up be killed, the servers go soon.
  return { ...Object.fromEntries(kept), KATAS_RUNTIME: "jvm", KATAS_IDLE_MINUTES: "2" };
}
