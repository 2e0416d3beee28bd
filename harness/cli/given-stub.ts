import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { type Exercise, untouchedIn } from "../course/index.ts";
import { Problem } from "../problem.ts";

const run = promisify(execFile);

/**
 * The exercise's file as the course gave it: its newest version in git's history in which nothing is implemented: every
 * function that the test imports is still a bare `throw new NotImplemented(…)`, or the SQL has no statement. So a learner may commit what they write.
 * @throws Problem where git or the history is missing
 */
export async function givenStub(exercise: Exercise): Promise<string> {
  const { folder, file } = exercise;
  const name = path.basename(file);
  // Names that begin with ./ are seen from the folder, wherever in a repository the course lies.
  const commits = (await git(folder, exercise, ["log", "--format=%H", "--", `./${name}`])).split("\n").filter(Boolean);
  for (const commit of commits) {
    // In the commit that deleted it there is no version of it.
    const source = await git(folder, exercise, ["show", `${commit}:./${name}`]).catch(() => "");
    if (source !== "" && untouchedIn(exercise, source) !== undefined) return source;
  }
  throw await noVersion(exercise);
}

async function git(cwd: string, exercise: Exercise, args: string[]): Promise<string> {
  try {
    const { stdout } = await run("git", args, { cwd, windowsHide: true, maxBuffer: 10_000_000 });
    return stdout;
  } catch (error) {
    const { code, stderr = "" } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === "ENOENT") {
      throw missing(exercise, "git is not installed", "Install git, or take the file from a fresh copy of the course");
    }
    if (/not a git repository/.test(stderr)) throw notCloned(exercise);
    if (/does not have any commits/.test(stderr)) return "";
    const why =
      stderr
        .trim()
        .split("\n")[0]
        ?.replace(/^fatal: /, "") || String(error);
    throw missing(exercise, `git says: ${why}`, "Take the file from a fresh clone of the course");
  }
}

async function noVersion(exercise: Exercise): Promise<Problem> {
  const shallow = await git(exercise.folder, exercise, ["rev-parse", "--is-shallow-repository"]);
  if (shallow.trim() === "true") {
    return missing(
      exercise,
      "this clone is shallow",
      "Fetch the rest with `git fetch --unshallow`, then run this again",
    );
  }
  return notCloned(exercise);
}

function notCloned(exercise: Exercise): Problem {
  const why = "the history of the course is not here (a ZIP has none)";
  return missing(exercise, why, "Take the file from a fresh clone of the course");
}

function missing({ short }: Exercise, why: string, remedy: string): Problem {
  return new Problem(`The stub of ${short} cannot be found: ${why}.`, { remedy: `${remedy}.` });
}
