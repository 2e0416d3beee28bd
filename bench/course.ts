/**
 * What a measurement works on: the real course, copied, with state of its own. Nothing of a learner's is touched, and
 * nothing is left: not even when the measurement is interrupted.
 */
import { type ChildProcess, execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Exercise, findExercise, readCourse } from "../harness/course/index.ts";
import { KATAS, ROOT } from "../harness/paths.ts";

export interface Outcome {
  /** 0 all passed, 1 something failed, … */
  code: number | null;
  output: string;
  /** Whole process, from its start to its end. */
  ms: number;
}

export interface Course {
  /** The environment in which commands use this copy. */
  env: NodeJS.ProcessEnv;
  /** An exercise of the copy. */
  exercise(name: string): Exercise;
  /** Runs a program to its end. */
  run(program: string, args: string[], env?: NodeJS.ProcessEnv): Promise<Outcome>;
  /** Runs `katas …` and insists that it succeeds. */
  katas(...args: string[]): Promise<Outcome>;
  /** A temporary folder that goes with the copy. */
  scratch: string;
  /** Has a process ended with the measurement. */
  adopt(child: ChildProcess): void;
}

/**
 * Copies the course, measures, and takes everything away again: servers, processes, folders. Ctrl-C does the same.
 * @param runtime  what KATAS_RUNTIME is to be; as the environment says unless told
 */
export async function onACopy(measure: (course: Course) => Promise<void>, runtime?: "jvm" | "docker"): Promise<void> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "katas-bench-"));
  // Inside the checkout, so that #kata and the packages are found; git ignores .katas.
  mkdirSync(path.join(ROOT, ".katas"), { recursive: true });
  const copy = mkdtempSync(path.join(ROOT, ".katas", "bench-"));
  const children = new Set<ChildProcess>();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...(runtime && { KATAS_RUNTIME: runtime }),
    KATAS_COURSE: copy,
    KATAS_STATE: path.join(scratch, "state"),
    // Should even the clean-up be killed, servers go soon.
    KATAS_IDLE_MINUTES: "2",
  };
  const course: Course = {
    env,
    scratch,
    exercise: (name) => findExercise(readCourse(copy), name),
    run: (program, args, more = {}) => run(program, args, { ...env, ...more }, children),
    katas: async (...args) => {
      const outcome = await course.run(process.execPath, [KATAS, ...args]);
      if (outcome.code !== 0) throw new Error(`katas ${args.join(" ")} ended with ${outcome.code}:\n${outcome.output}`);
      return outcome;
    },
    adopt: (child) => {
      children.add(child);
      child.once("exit", () => children.delete(child));
    },
  };
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= (async () => {
      for (const child of children) child.kill("SIGKILL");
      await run(process.execPath, [KATAS, "down"], env, new Set());
      for (const folder of [copy, scratch]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    })();
    return ending;
  };
  const interrupted = () => void end().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, interrupted);
  try {
    for (const tree of ["exercises", "solutions"]) {
      cpSync(path.join(ROOT, tree), path.join(copy, tree), { recursive: true });
    }
    await measure(course);
  } finally {
    await end();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, interrupted);
  }
}

function run(program: string, args: string[], env: NodeJS.ProcessEnv, children: Set<ChildProcess>): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    // npm is a script on Windows, which only a shell finds.
    const shell = process.platform === "win32" && program === "npm";
    const child = execFile(program, args, { cwd: ROOT, env, shell, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      children.delete(child);
      if (error && child.exitCode === null) return reject(error);
      resolve({ code: child.exitCode, output: stdout + stderr, ms: performance.now() - started });
    });
    children.add(child);
  });
}
