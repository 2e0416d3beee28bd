import { existsSync, lstatSync, readdirSync, realpathSync, rmdirSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../../paths.ts";
import { EXIT, Problem } from "../../problem.ts";
import type { Content, Source } from "./contents.ts";
import { fingerprint, RECORD, readRecord, recordOf } from "./record.ts";

/** What became of a folder's files. */
export interface Written {
  folder: string;
  /** Paths that were written, with slashes. */
  written: string[];
  /** Files that have left the course. */
  removed: string[];
  /** Students' files, which stay as they are; of these the ones whose stub is another by now. */
  theirs: string[];
  newStubs: string[];
  /** The course's own files that were changed there: replaced, with a copy under `.katas/kept`. */
  replaced: string[];
}

interface Watched {
  signal: AbortSignal;
  /** Told before each file, with how many there are. */
  onFile?: (done: number, of: number) => void;
}

/**
 * Writes an export into a folder that is not there yet, or empty: beside it first, then renamed in one step, so that
 * what is there is whole.
 * @throws Problem (exit 2) where the folder cannot be used; AbortError, with nothing left
 */
export async function writeAnew(
  dir: string,
  source: Source,
  contents: Content[],
  { signal, onFile = () => {} }: Watched,
): Promise<Written> {
  const folder = place(dir);
  if (existsSync(folder)) refuseWhatIsThere(folder);
  const draft = path.join(path.dirname(folder), `.${path.basename(folder)}.draft-${process.pid}`);
  await writable(dir, () => mkdir(draft));
  try {
    for (const [done, { file, bytes, executable }] of contents.entries()) {
      onFile(done, contents.length);
      signal.throwIfAborted();
      const target = path.join(draft, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, bytes, { mode: executable ? 0o755 : 0o644 });
    }
    await writeFile(path.join(draft, RECORD), recordOf(source, contents));
    signal.throwIfAborted();
    await writable(dir, async () => {
      if (existsSync(folder)) rmdirSync(folder);
      await rename(draft, folder);
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const written = contents.map(({ file }) => file);
  return { folder, written, removed: [], theirs: [], newStubs: [], replaced: [] };
}

/**
 * Brings an earlier export up to date. A stub that its student has changed is never touched; any other file of the course is
 * made what it is now. Each file changes in one step, and the record last: what was interrupted is finished by running it again.
 * @throws Problem (exit 2) where the folder is no export, or leads out of itself by a link; AbortError
 */
export async function writeUpdate(
  dir: string,
  source: Source,
  contents: Content[],
  { signal, onFile = () => {} }: Watched,
): Promise<Written> {
  const folder = place(dir);
  const before = existsSync(folder) ? readRecord(folder) : undefined;
  if (!before) {
    throw unusable(`${dir} is no earlier export (it has no ${RECORD}).`, "Leave --update out to write a new one.");
  }
  const names = new Set(contents.map(({ file }) => file));
  const gone = [...before.keys()].filter((file) => !names.has(file));
  for (const file of [...names, ...gone, RECORD, ".katas"]) refuseLinks(folder, file);
  const report: Written = { folder, written: [], removed: [], theirs: [], newStubs: [], replaced: [] };
  for (const [done, content] of contents.entries()) {
    onFile(done, contents.length);
    signal.throwIfAborted();
    await writable(dir, () => renew(content, before.get(content.file), report));
  }
  for (const file of gone) {
    signal.throwIfAborted();
    await writable(dir, () => removeGone(file, before.get(file), report));
  }
  await writable(dir, () => replace(path.join(folder, RECORD), Buffer.from(recordOf(source, contents)), 0o644));
  return report;
}

async function renew({ file, bytes, executable, stub }: Content, was: string | undefined, report: Written) {
  const target = path.join(report.folder, file);
  const wanted = fingerprint(bytes);
  const is = existsSync(target) ? fingerprint(await readFile(target)) : undefined;
  if (is === wanted) return;
  const changed = is !== undefined && is !== was;
  if (changed && stub) {
    report.theirs.push(file);
    if (was !== wanted) report.newStubs.push(file);
    return;
  }
  if (changed) await keep(file, report);
  await replace(target, bytes, executable ? 0o755 : 0o644);
  report.written.push(file);
}

/** What is no file of the course any more goes, unless somebody has written in it: then it is theirs. */
async function removeGone(file: string, was: string | undefined, report: Written): Promise<void> {
  const target = path.join(report.folder, file);
  if (!existsSync(target) || !lstatSync(target).isFile()) return;
  if (fingerprint(await readFile(target)) !== was) {
    report.theirs.push(file);
    return;
  }
  await rm(target);
  report.removed.push(file);
}

/** A copy of a changed file of the course under `.katas/kept`, where `katas reset` keeps what it replaces. */
async function keep(file: string, report: Written): Promise<void> {
  const copy = path.join(report.folder, ".katas", "kept", "update", file);
  await mkdir(path.dirname(copy), { recursive: true });
  await copyFile(path.join(report.folder, file), copy);
  report.replaced.push(file);
}

async function replace(target: string, bytes: Buffer, mode: number): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}`;
  try {
    await writeFile(draft, bytes, { mode });
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Where an export goes, without links. @throws Problem (exit 2) for a place inside the checkout, or nowhere */
function place(dir: string): string {
  const wanted = path.resolve(dir);
  const parent = path.dirname(wanted);
  if (!existsSync(parent)) throw unusable(`There is no folder ${parent}.`, "Make it first, or name another one.");
  const folder = existsSync(wanted) ? realpathSync(wanted) : path.join(realpathSync(parent), path.basename(wanted));
  const inside = path.relative(realpathSync(ROOT), folder);
  if (!inside.startsWith("..") && !path.isAbsolute(inside)) {
    throw unusable(
      `${dir} lies inside this checkout, and students' files would be taken for the course's.`,
      "Name a folder outside of it, for example ../student.",
    );
  }
  return folder;
}

function refuseWhatIsThere(folder: string): void {
  if (!lstatSync(folder).isDirectory()) throw unusable(`${folder} is a file.`, "Name a folder that is not there yet.");
  if (readRecord(folder)) {
    throw unusable(`${folder} holds an earlier export.`, "Add --update to bring it up to date.");
  }
  if (readdirSync(folder).length > 0) {
    throw unusable(`${folder} is not empty.`, "Name an empty folder, or one that is not there yet.");
  }
}

/** A student's repository is somebody else's: through a link in it we would write where nobody meant us to. */
function refuseLinks(folder: string, file: string): void {
  let place = folder;
  for (const part of file.split("/")) {
    place = path.join(place, part);
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (!found) return;
    if (found.isSymbolicLink()) {
      throw unusable(`${place} is a link, and an update writes to files only.`, "Put a file or folder in its place.");
    }
    if (place !== path.join(folder, file) && !found.isDirectory()) {
      throw unusable(`${place} is in the way: the course has a folder there.`, "Move it, then run this again.");
    }
    if (place === path.join(folder, file) && found.isDirectory() && file !== ".katas") {
      throw unusable(`${place} is in the way: the course has a file there.`, "Move it, then run this again.");
    }
  }
}

/** @throws Problem (exit 2) where the folder cannot be written; a full disk is told by whoever tells problems */
async function writable<T>(dir: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!["EACCES", "EPERM", "EROFS", "ENOTDIR", "ENOENT", "EBUSY"].includes(code)) throw error;
    throw unusable(`${dir} cannot be written (${code}).`, "Name a folder that is yours.");
  }
}

function unusable(sentence: string, remedy: string): Problem {
  return new Problem(sentence, { remedy, exitCode: EXIT.usage });
}
