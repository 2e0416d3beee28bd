import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT } from "../../paths.ts";
import { EXIT, Problem } from "../../problem.ts";

const run = promisify(execFile);

/** A tracked file: its path with slashes, seen from the checkout, and whether it may be executed. Links are none. */
export interface Tracked {
  file: string;
  executable: boolean;
}

/** What git says of the checkout. @throws Problem where there is no git, or no repository */
export async function trackedFiles(signal: AbortSignal): Promise<Tracked[]> {
  const entries = zeroes(await git(["ls-files", "-z", "--stage"], signal));
  return entries.flatMap((entry) => {
    const [, mode = "", file = ""] = /^(\d{6}) \S+ \d\t([\s\S]+)$/.exec(entry) ?? [];
    return mode === "100644" || mode === "100755" ? [{ file, executable: mode === "100755" }] : [];
  });
}

/** What the working tree has that git's last commit has not. */
export async function uncommitted(signal: AbortSignal): Promise<{ changed: string[]; untracked: string[] }> {
  const args = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", "."];
  const [prefix = ""] = (await git(["rev-parse", "--show-prefix"], signal)).split("\n");
  const changed: string[] = [];
  const untracked: string[] = [];
  for (const entry of zeroes(await git(args, signal))) {
    const file = entry.slice(3 + prefix.length);
    (entry.startsWith("??") ? untracked : changed).push(file);
  }
  return { changed, untracked };
}

/** The commit the export is made from, shortened; empty where nothing is committed yet. */
export async function commit(signal: AbortSignal): Promise<string> {
  return (await git(["rev-parse", "--short=12", "HEAD"], signal).catch(() => "")).trim();
}

function zeroes(text: string): string[] {
  return text.split("\0").filter((part) => part !== "");
}

async function git(args: string[], signal: AbortSignal): Promise<string> {
  try {
    const options = { cwd: ROOT, windowsHide: true, maxBuffer: 50_000_000, signal };
    return (await run("git", args, options)).stdout;
  } catch (error) {
    const { code, signal: died, stderr = "" } = error as NodeJS.ErrnoException & { signal?: string; stderr?: string };
    signal.throwIfAborted();
    // At a terminal Ctrl-C goes to both of us, and git may be the quicker one.
    if (died === "SIGINT") throw new DOMException("git was interrupted", "AbortError");
    if (code === "ENOENT") {
      throw new Problem("The export takes its files from git's list, and git is not installed.", {
        remedy: "Install git, then run this again.",
        exitCode: EXIT.ours,
      });
    }
    const none = /not a git repository/.test(stderr);
    const why = none ? "this course is no git repository (a ZIP is none)" : `git says: ${stderr.trim().split("\n")[0]}`;
    throw new Problem(`The export takes its files from git's list, and ${why}.`, {
      remedy: "Run it in a clone of the course.",
      exitCode: EXIT.ours,
    });
  }
}
