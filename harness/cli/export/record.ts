import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { EXIT, Problem } from "../../problem.ts";
import type { Content, Source } from "./contents.ts";

/** The file by which an export knows itself: which course it came from, and each file as it was written. */
export const RECORD = ".streaming-katas.json";

const SCHEMA = "streaming-katas/student/v1";

/** The record of an export, as text: the same course gives the same bytes. */
export function recordOf({ version, commit }: Source, contents: Content[]): string {
  const files = Object.fromEntries(contents.map(({ file, bytes }) => [file, fingerprint(bytes)]));
  return `${JSON.stringify({ schema: SCHEMA, version, commit, files }, null, 2)}\n`;
}

/**
 * What an earlier export wrote: fingerprints by path. Undefined where a folder is none.
 * @throws Problem (exit 2) where the record is damaged; it lies in a student's repository, so nothing in it is trusted
 */
export function readRecord(folder: string): Map<string, string> | undefined {
  const file = path.join(folder, RECORD);
  if (!existsSync(file)) return undefined;
  try {
    const { schema, files } = JSON.parse(readFileSync(file, "utf8"));
    const entries = Object.entries<unknown>(files);
    const sound = ([name, print]: [string, unknown]) => isInside(name) && /^[0-9a-f]{64}$/.test(String(print));
    if (schema !== SCHEMA || !entries.every(sound)) throw new Error("not a record");
    return new Map(entries.map(([name, print]) => [name, String(print)]));
  } catch (cause) {
    throw new Problem(`${file} is damaged, so that what students changed cannot be told from what the course wrote.`, {
      remedy: "Bring it back from the repository's history, then run this again.",
      exitCode: EXIT.usage,
      cause,
    });
  }
}

/** A path to somewhere in the repository, and not to git's own files. */
function isInside(name: string): boolean {
  const parts = name.split("/");
  const odd = (part: string) => part === "" || part === "." || part === ".." || /[\\:\0]/.test(part);
  return !parts.some(odd) && !/^\.(git|katas)$/i.test(parts[0] ?? "");
}

/** Of a file's content; line ends that git turned are no change. */
export function fingerprint(bytes: Buffer): string {
  return createHash("sha256").update(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1").digest("hex");
}
