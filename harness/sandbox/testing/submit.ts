import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { type Exercise, findExercise, readCourse } from "../../course/index.ts";
import { type Address, type Exports, findConfinement, Sandbox, type Staged, Staging } from "../index.ts";

/** An exercise without servers, with one function: `sessionWindows`. */
export const EXERCISE: Exercise = findExercise(readCourse(), "03/06");

/** A folder that is there for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "katas-sandbox-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A submission of one exercise's folder. @returns the folder */
export function submission(files: Record<string, string | Buffer>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** One with servers, with one function: `ensureTopic`. */
const WITH_SERVERS: Exercise = findExercise(readCourse(), "01/01");

/** A submission as it is staged, for one test. */
export async function stage(folder: string, exercise = EXERCISE): Promise<Staged> {
  const staging = new Staging();
  onTestFinished(() => staging.dispose());
  return staging.stage(exercise, folder);
}

/**
 * The process of a submission with this source, for one test.
 * @param servers  what it may reach: then it is one of an exercise that needs some
 */
export async function open(source: string, onLine?: OnLine, servers?: Address[]): Promise<Sandbox> {
  const exercise = servers ? WITH_SERVERS : EXERCISE;
  const staged = await stage(submission({ [path.basename(exercise.file)]: source }), exercise);
  if (staged.refused !== undefined) throw new Error(staged.refused);
  const sandbox = await Sandbox.open(staged, await findConfinement(path.dirname(staged.folder)), onLine, servers);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

type OnLine = (line: string) => void;

/** One exported function of such a submission. */
export async function exported(source: string, name = "f"): Promise<Exports[string]> {
  const found = (await (await open(source)).load())[name];
  if (!found) throw new Error(`${name} is not exported`);
  return found;
}
