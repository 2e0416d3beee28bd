import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** A file of a Maven repository, and what it must be. */
export interface Artifact {
  groupId: string;
  artifactId: string;
  version: string;
  extension: string;
  classifier?: string;
  /** Lower-case hexadecimal. */
  sha256: string;
  /** Bytes. */
  size: number;
}

export interface Lock {
  artifacts: Artifact[];
}

/** What is installed as a whole: each has a pom and a lock file of its name beside this file. */
export const JAR_SETS = ["kafka", "flink", "conformance"] as const;
export type JarSet = (typeof JAR_SETS)[number];

export function lockFile(set: JarSet): string {
  return path.join(import.meta.dirname, `${set}.lock.json`);
}

/** The jars of a set, in the order of the class path. */
export function artifactsOf(set: JarSet): Artifact[] {
  const lock: Lock = JSON.parse(fs.readFileSync(lockFile(set), "utf8"));
  return lock.artifacts;
}

/** A short name for a set of artifacts: whatever is derived from them is kept under it. */
export function digestOf(artifacts: readonly Artifact[]): string {
  const hash = createHash("sha256");
  for (const { sha256 } of artifacts) hash.update(sha256);
  return hash.digest("hex").slice(0, 12);
}
