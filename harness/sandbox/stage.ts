import { createHash } from "node:crypto";
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { open, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Exercise, flinkOf } from "../course/index.ts";
import { ROOT } from "../paths.ts";
import { EXIT, Problem } from "../problem.ts";
import { bundleProgram, bundleSubmission } from "./bundle.ts";
import { STAGING } from "./place.ts";
import { Refused } from "./refused.ts";
import { withoutSourceMap } from "./source.ts";

/** One exercise of a submission, copied to a folder of ours. Plain data. */
export interface Staged {
  /** The copies, read-only, and nothing else of the submission's. */
  folder: string;
  /** The copy of the exercise's file; not there where nothing could be copied. */
  file: string;
  /** What its process imports; absent where it could not be made. */
  bundle?: string;
  /** Why there is nothing to run: one sentence. */
  refused?: string;
  /** The program of its process, and what else that may read. */
  driver: string;
  readable: string[];
  /** Whether it needs to reach servers. */
  network: boolean;
}

/** Bytes of one file, and files of one exercise. */
const LARGEST = 256 * 1024;
const MOST_FILES = 50;

/** A submission's files, in the one place from which they are run. */
export class Staging {
  /** Where it lies. */
  readonly folder: string;
  readonly #drivers = new Map<string, Promise<string>>();
  #count = 0;

  constructor() {
    // As it is really called: macOS's temporary folder lies behind a link, which Node's permissions do not follow.
    this.folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), STAGING)));
    // A submission's process belongs to another user where that can be had.
    chmodSync(this.folder, 0o755);
  }

  /**
   * Copies and bundles an exercise's files. A file that is missing or cannot be used is told in the result: it is this
   * exercise that has failed, and no other.
   *
   * @param submission  a repository's root, which holds `exercises/`, or the folder of this one exercise
   * @param entry  which file is run, seen from the exercise's folder, where it is another than the exercise's own:
   *   `mistakes/01-closed-upper-bound.ts`
   */
  async stage(exercise: Exercise, submission: string, entry = path.basename(exercise.file)): Promise<Staged> {
    const folder = path.join(this.folder, String(++this.#count));
    mkdirSync(folder);
    const text = exercise.language === "sql";
    const network = exercise.needs.length > 0 && !text;
    const staged: Staged = {
      folder,
      file: path.join(folder, entry),
      driver: await this.#driver(network ? "with Kafka" : "alone"),
      readable: network ? [path.join(this.folder, "node_modules/")] : [],
      network,
    };
    try {
      mkdirSync(path.dirname(staged.file), { recursive: true });
      for (const [name, text] of await filesOf(exercise, submission, entry)) {
        await writeFile(path.join(folder, name), withoutSourceMap(text), { mode: 0o444 });
      }
      // No process runs it.
      if (text) return staged;
      const available = {
        ...(network && { kafkajs: path.join(this.folder, "node_modules/kafkajs/index.js") }),
        flink: flinkOf(exercise.needs) !== undefined,
      };
      return { ...staged, bundle: await bundleSubmission(staged.file, folder, available) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { ...staged, refused: error.message };
    }
  }

  /** Removes all that was staged. */
  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #driver(kind: "alone" | "with Kafka"): Promise<string> {
    const made = this.#drivers.get(kind) ?? this.#makeDriver(kind);
    this.#drivers.set(kind, made);
    return made;
  }

  async #makeDriver(kind: "alone" | "with Kafka"): Promise<string> {
    if (kind === "alone") return bundleProgram(program("child.ts"), this.folder);
    const kafkajs = path.join(ROOT, "node_modules/kafkajs");
    cpSync(kafkajs, path.join(this.folder, "node_modules/kafkajs"), { recursive: true });
    return bundleProgram(program("child-with-kafka.ts"), this.folder);
  }
}

/**
 * A program of ours that is to be confined as a submission is, since it runs one's text. It reads nothing else.
 *
 * @param file     absolute; it exports functions
 * @param staging  a folder of staged submissions, with which it is removed
 */
export async function stageProgram(file: string, staging: string): Promise<Staged> {
  const folder = mkdtempSync(path.join(staging, "program-"));
  chmodSync(folder, 0o755);
  const [driver, bundle] = await Promise.all([program("child.ts"), file].map((one) => bundleProgram(one, folder)));
  return { folder, file, driver: driver ?? "", ...(bundle && { bundle }), readable: [], network: false };
}

function program(name: string): string {
  return path.join(import.meta.dirname, name);
}

/** @throws Problem (exit 2) where a submission is no folder */
export function insistOnFolder(submission: string): void {
  const remedy = "A submission is a folder: a repository that holds exercises/, or the folder of one exercise.";
  if (!existsSync(submission)) {
    throw new Problem(`There is no submission at ${submission}.`, { remedy, exitCode: EXIT.usage });
  }
  const stat = lstatSync(submission);
  if (stat.isDirectory()) return;
  const what = stat.isSymbolicLink() ? "a link" : "a file";
  const unpack = /\.(zip|tar|tgz|gz|7z)$/.test(submission) ? " Unpack it first." : "";
  throw new Problem(`${submission} is ${what}, not a folder.`, { remedy: `${remedy}${unpack}`, exitCode: EXIT.usage });
}

/** Whether a submission has something where an exercise's file belongs, which may still be nothing that can be taken. */
export function holds(submission: string, exercise: Exercise): boolean {
  return existsSync(path.join(submission, ...way(exercise, submission), path.basename(exercise.file)));
}

/** The folders to an exercise's files; none where a submission is the folder of one exercise. */
function way(exercise: Exercise, submission: string): string[] {
  return existsSync(path.join(submission, "exercises")) ? relative(exercise).split("/").slice(0, -1) : [];
}

/** Where the files of an exercise lie in a submission. No part of the way below the submission may be a link. */
function source(exercise: Exercise, submission: string): string {
  let folder = submission;
  for (const part of way(exercise, submission)) {
    folder = path.join(folder, part);
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (!stat) throw new Refused(`${relative(exercise)} is not in the submission`);
    if (stat.isSymbolicLink())
      throw new Refused(`${path.relative(submission, folder)} is a link, and links are not followed`);
    if (!stat.isDirectory()) throw new Refused(`${path.relative(submission, folder)} is not a folder`);
  }
  return folder;
}

/** `exercises/module-03-stream-processing/06-session-windows/session-windows.ts` */
function relative({ module, key, file }: Exercise): string {
  return ["exercises", module.slug, key.slice(module.number.length + 1), path.basename(file)].join("/");
}

/** What the system says where this machine has run out of something: that is no submission's doing. */
const OURS = ["EMFILE", "ENFILE", "ENOMEM"];

/** What is taken of an exercise, by name. @throws Refused */
async function filesOf(exercise: Exercise, submission: string, entry?: string): Promise<Map<string, string>> {
  try {
    return await readFiles(exercise, submission, entry);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (typeof code !== "string" || OURS.includes(code)) throw error;
    throw new Refused(`its files cannot be read (${code})`);
  }
}

async function readFiles(
  exercise: Exercise,
  submission: string,
  entry = path.basename(exercise.file),
): Promise<Map<string, string>> {
  const folder = source(exercise, submission);
  const names = readdirSync(folder)
    .filter((name) => /\.(ts|sql)$/.test(name) && !name.endsWith(".test.ts"))
    .sort();
  if (names.length > MOST_FILES) throw new Refused(`there are more than ${MOST_FILES} files in the exercise's folder`);
  const files = new Map<string, string>();
  for (const name of names) files.set(name, await readText(folder, name));
  if (path.dirname(entry) !== ".") files.set(entry, await readText(folder, entry));
  if (!files.has(entry)) throw new Refused(`${relative(exercise)} is not in the submission`);
  return files;
}

/** Names what a submission holds of some exercises: it is another one as soon as a letter of it changes. */
export async function fingerprint(exercises: Exercise[], submission: string): Promise<string> {
  const hash = createHash("sha256");
  for (const exercise of exercises) {
    const files = await filesOf(exercise, submission).catch((error: unknown) => {
      if (error instanceof Refused) return error.message;
      throw error;
    });
    hash.update(JSON.stringify([exercise.key, typeof files === "string" ? files : [...files]]));
  }
  return hash.digest("hex");
}

/** A regular file of modest size, as UTF-8 without a byte-order mark. @throws Refused */
async function readText(folder: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  const stat = lstatSync(file, { throwIfNoEntry: false });
  // It was listed: a name that is no UTF-8 is read as another one.
  if (!stat) throw new Refused(`${name} cannot be found under this name, which may not be UTF-8`);
  if (stat.isSymbolicLink()) throw new Refused(`${name} is a link, and links are not followed`);
  if (!stat.isFile()) throw new Refused(`${name} is not a regular file`);
  // What is opened is looked at again: it may have been exchanged since.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const opened = await handle.stat();
    if (!opened.isFile()) throw new Refused(`${name} is not a regular file`);
    if (opened.size > LARGEST) throw new Refused(`${name} is larger than ${LARGEST / 1024} KB`);
    const bytes = await handle.readFile();
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new Refused(`${name} is not UTF-8 text`);
    throw error;
  } finally {
    await handle.close();
  }
}
