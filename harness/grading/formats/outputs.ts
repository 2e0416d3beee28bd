import { appendFileSync, existsSync, lstatSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EXIT, Problem } from "../../problem.ts";
import { writeWhole } from "../../whole-file.ts";

/** A format, and the file it goes to; without one it goes to stdout. */
export interface Output {
  format: string;
  file?: string;
}

/**
 * `--format` and `--output` may be given several times: the first output is the first format's, and so on.
 * @throws Problem (exit 2) where an output has no format, or two formats would share stdout
 */
export function pairOutputs(formats: readonly string[], files: readonly string[]): Output[] {
  const named = formats.length === 0 ? ["text"] : formats;
  if (files.length > named.length) {
    throw new Problem(`There are ${files.length} --output and only ${named.length} --format.`, {
      remedy: "Write each --output after the --format it is for.",
      exitCode: EXIT.usage,
    });
  }
  if (named.length > files.length + 1) {
    throw new Problem(
      `There are ${named.length} --format and only ${files.length} --output; one format can go to the screen.`,
      {
        remedy: "Give each of the others an --output FILE.",
        exitCode: EXIT.usage,
      },
    );
  }
  return named.map((format, i) => ({ format, ...(files[i] !== undefined && { file: files[i] }) }));
}

/** The files that GitHub's runner gathers from the steps of a job, each of which adds to them. */
const GATHERED = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"];

/**
 * Writes a format where it goes. Of a file that cannot be written, what stood in it stays.
 * @throws Problem (exit 2) where the file cannot be written; (exit 3) where its disk is full
 */
export function deliver(text: string, file: string | undefined, env: NodeJS.ProcessEnv = process.env): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  const gathered = GATHERED.some((name) => isSame(env[name], file));
  try {
    if (gathered) appendFileSync(file, text);
    else if (isOurs(file)) writeWhole(file, text);
    else writeFileSync(file, text);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC") {
      throw new Problem(`The disk of ${file} is full.`, {
        remedy: "Make room, or name a file on another disk.",
        cause,
      });
    }
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Problem(`${file} cannot be written: ${why}.`, {
      remedy: "Name a file in a folder that is there and yours.",
      exitCode: EXIT.usage,
      cause,
    });
  }
}

/** Whether a file may be put in this place: a device or a link stays what it is, and no folder is made. */
function isOurs(file: string): boolean {
  const there = lstatSync(file, { throwIfNoEntry: false });
  return there ? there.isFile() : existsSync(path.dirname(path.resolve(file)));
}

function isSame(gathered: string | undefined, file: string): boolean {
  return gathered !== undefined && gathered !== "" && path.resolve(gathered) === path.resolve(file);
}
