import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes a file in one step: whoever reads it, and whatever ends this process, meets the old file or the new one and never
 * a part. Where it cannot be written (a full disk), the old one stays and nothing is left beside it.
 *
 * @param mode  who may read it, as `chmod` has it; as the system says unless told
 */
export function writeWhole(file: string, text: string, mode?: number): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, text, { mode });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    // A full disk is met while writing, and then the system does not say where.
    throw error instanceof Error && !("path" in error) ? Object.assign(error, { path: file }) : error;
  }
}
