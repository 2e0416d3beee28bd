/**
 * A checkout of its own for tests of the commands: our harness with a course of three exercises, in a temporary folder
 * with a git history.
 */
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { SmallCourse } from "../../course/testing/small-course.ts";
import { linkPackages } from "../../linked-packages.ts";
import { ROOT } from "../../paths.ts";
import { writeCourse } from "./course.ts";

export interface Answer {
  code: number;
  out: string;
  err: string;
}

export interface Checkout {
  folder: string;
  /**
   * Runs `katas …` as a user would, off a terminal.
   * @param behind  a command that starts it in our place
   */
  katas(args: string[], env?: Record<string, string>, behind?: string[]): Promise<Answer>;
  read(file: string): string;
  write(file: string, text: string): void;
  git(...args: string[]): void;
  remove(): void;
}

/** @param git  with a history in which the course is committed */
export function makeCheckout({ git = true } = {}): Checkout {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "katas cli-")));
  const at = (file: string) => path.join(folder, file);
  cpSync(path.join(ROOT, "harness"), at("harness"), {
    recursive: true,
    filter: (source) => !source.endsWith(".test.ts"),
  });
  for (const name of ["package.json", "package-lock.json"]) cpSync(path.join(ROOT, name), at(name));
  symlinkSync(path.join(ROOT, "fixtures"), at("fixtures"), "junction");
  linkPackages(folder);
  const course = new SmallCourse(folder);
  writeCourse(course);
  const runGit = (...args: string[]) => {
    const who = ["-c", "user.name=A Learner", "-c", "user.email=learner@example.org", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...who, ...args], { cwd: folder, stdio: "pipe" });
  };
  if (git) {
    runGit("init", "-q");
    runGit("add", "exercises");
    runGit("commit", "-q", "-m", "The course");
  }
  return {
    folder,
    write: (file, text) => void course.write(file, text),
    git: runGit,
    read: (file) => readFileSync(at(file), "utf8"),
    katas: async (args, env = {}, behind = []) =>
      await new Promise((resolve) => {
        const options = { cwd: folder, env: { ...plainEnvironment(), ...env }, maxBuffer: 10_000_000 };
        const [program = "", ...rest] = [...behind, process.execPath, at("harness/cli/katas.js"), ...args];
        execFile(program, rest, options, (error, out, err) => {
          const code = typeof error?.code === "number" ? error.code : error ? -1 : 0;
          resolve({ code, out, err });
        });
      }),
    remove: () => course.remove(),
  };
}

/** Without our settings, and without what makes colours appear off a terminal. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(KATAS_|FORCE_COLOR$|CI$|VITEST|NODE_ENV$)/.test(name),
  );
  return Object.fromEntries(kept);
}
