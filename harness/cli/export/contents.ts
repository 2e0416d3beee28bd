import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Exercise, readCourse } from "../../course/index.ts";
import { fromRoot, ROOT } from "../../paths.ts";
import { givenStub } from "../given-stub.ts";
import { placeOf, staysBehind } from "./choice.ts";
import { commit, type Tracked, trackedFiles, uncommitted } from "./git.ts";
import { forStudents } from "./texts.ts";

/** One file of an export. */
export interface Content {
  /** With slashes, seen from the repository. */
  file: string;
  bytes: Buffer;
  executable: boolean;
  /** A stub: the file that a student edits. */
  stub: boolean;
}

/** Where an export comes from. */
export interface Source {
  /** The course's version and commit: what a teacher asks for who looks at a student's repository. */
  version: string;
  commit: string;
}

/** What is told of an export beside its files. */
export interface CourseForStudents {
  source: Source;
  contents: Content[];
  /** How many files stayed, by why. */
  left: Map<string, number>;
  /** Files that go as they are in the working tree, though git's last commit has them otherwise. */
  changed: string[];
  /** Files that would have gone and did not, since git does not know them. */
  untracked: string[];
}

/**
 * The course as students get it, in path order: what git tracks, the stubs as the course gave them whatever the working
 * tree has made of them, Markdown without what leads to files that stay behind.
 *
 * @param onFile  told before each file, with how many there are
 * @throws Problem without git or the history of a stub; AbortError
 */
export async function courseForStudents(
  signal: AbortSignal,
  onFile: (done: number, of: number) => void = () => {},
): Promise<CourseForStudents> {
  const tracked = await trackedFiles(signal);
  const going = tracked
    .filter(({ file }) => staysBehind(file) === undefined)
    .sort((a, b) => (placeOf(a.file) < placeOf(b.file) ? -1 : 1));
  const stubs = new Map(
    readCourse().flatMap(({ exercises }) => exercises.map((exercise) => [fromRoot(exercise.file), exercise] as const)),
  );
  const goes = new Set(going.map(({ file }) => placeOf(file)));
  const contents: Content[] = [];
  for (const [done, one] of going.entries()) {
    signal.throwIfAborted();
    onFile(done, going.length);
    const content = await read(one, stubs.get(one.file), goes).catch(async (error: unknown) => {
      // At a terminal Ctrl-C goes to git as well, whose end may be heard of before ours.
      await new Promise(setImmediate);
      signal.throwIfAborted();
      throw error;
    });
    if (content) contents.push(content);
  }
  const left = new Map<string, number>();
  for (const { file } of tracked) {
    const why = staysBehind(file);
    if (why !== undefined) left.set(why, (left.get(why) ?? 0) + 1);
  }
  const { changed, untracked } = await uncommitted(signal);
  const { version } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  return {
    source: { version: String(version), commit: await commit(signal) },
    contents,
    left,
    changed: changed.filter((file) => goes.has(placeOf(file)) && !stubs.has(file)),
    untracked: untracked.filter((file) => staysBehind(file) === undefined),
  };
}

async function read(
  { file, executable }: Tracked,
  exercise: Exercise | undefined,
  goes: Set<string>,
): Promise<Content | undefined> {
  if (exercise) return { file, bytes: Buffer.from(await givenStub(exercise)), executable, stub: true };
  const place = path.join(ROOT, file);
  // Deleted in the working tree, and told among the changes.
  if (!existsSync(place)) return undefined;
  const bytes = await readFile(place);
  const text = file.endsWith(".md") ? forStudents(bytes.toString("utf8"), file, goes) : undefined;
  return { file: placeOf(file), bytes: text === undefined ? bytes : Buffer.from(text), executable, stub: false };
}
