import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { type Exercise, findExercise, readCourse } from "../../course/index.ts";
import { type Exports, findConfinement, Sandbox, type Staged, Staging } from "../index.ts";

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

/** A submission as it is staged, for one test. */
export async function stage(folder: string, exercise = EXERCISE): Promise<Staged> {
  const staging = new Staging();
  onTestFinished(() => staging.dispose());
  return staging.stage(exercise, folder);
}

/** The process of a submission with this source, for one test. */
export async function open(source: string, onLine?: (line: string) => void): Promise<Sandbox> {
  const staged = await stage(submission({ "session-windows.ts": source }));
  if (staged.refused !== undefined) throw new Error(staged.refused);
  const sandbox = await Sandbox.open(staged, await findConfinement(path.dirname(staged.folder)), onLine);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** One exported function of such a submission. */
export async function exported(source: string, name = "f"): Promise<Exports[string]> {
  const found = (await (await open(source)).load())[name];
  if (!found) throw new Error(`${name} is not exported`);
  return found;
}
