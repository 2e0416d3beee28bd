import { Problem } from "../../problem.ts";
import { CorruptError, CutOffError, HttpStatusError, isErrno } from "./download.ts";
import type { Artifact } from "./lock-file.ts";

const KEPT = "What was fetched so far is kept.";

/** What a person can do about a download that failed. Anything unknown is returned as it is: a bug keeps its stack. */
export function explain(error: unknown, where: { artifact: Artifact | undefined; folder: string }): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const { artifact, folder } = where;
  const name = artifact ? `${artifact.artifactId}-${artifact.version}.${artifact.extension}` : "the servers' files";
  const say = (sentence: string, remedy: string): Problem => new Problem(sentence, { remedy, cause: error });

  const disk = diskProblem(error, `cache folder ${folder}`, "name another folder in KATAS_CACHE");
  if (disk) return disk;
  if (error instanceof CorruptError) {
    return say(
      `${name} was fetched twice and is not the file that was locked: its SHA-256 or its size differs.`,
      "The mirror (KATAS_MAVEN_REPOSITORY) or a proxy in between may be at fault: try another one.",
    );
  }
  if (error instanceof CutOffError) {
    return say(
      `The download of ${name} was cut off again and again (${error.message}).`,
      `Run the command again when the connection is better. ${KEPT}`,
    );
  }
  if (error instanceof HttpStatusError) {
    const answer = `The Maven repository answered ${error.status} for ${name}`;
    if (error.status >= 500)
      return say(`${answer}.`, `Try again later, or name a mirror in KATAS_MAVEN_REPOSITORY. ${KEPT}`);
    return say(
      `${answer}.`,
      "Check that KATAS_MAVEN_REPOSITORY names the root of a full mirror of Maven Central, or unset it.",
    );
  }
  const code = networkCode(error);
  if (code) {
    return say(
      `No connection to the Maven repository (${code}): ${name} could not be fetched.`,
      `Check the network, a proxy (HTTPS_PROXY), or the mirror (KATAS_MAVEN_REPOSITORY). ${KEPT}`,
    );
  }
  return error;
}

/**
 * @param what       the folder, with its path
 * @param otherwise  what else than making room or giving leave would help
 * @returns nothing if the error is not about a folder that cannot be written
 */
export function diskProblem(error: unknown, what: string, otherwise: string): Problem | undefined {
  if (isErrno(error, "ENOSPC", "EDQUOT")) {
    return new Problem(`The disk of the ${what} is full.`, {
      remedy: `Free some space, or ${otherwise}.`,
      cause: error,
    });
  }
  if (isErrno(error, "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "EISDIR")) {
    const remedy = `Make it writable, or ${otherwise}.`;
    return new Problem(`The ${what} cannot be written (${error.code}).`, { remedy, cause: error });
  }
  return undefined;
}

/** The code of a system call or of undici, perhaps below other errors. */
function networkCode(error: Error): string | undefined {
  if (
    "code" in error &&
    typeof error.code === "string" &&
    /^(E[A-Z_]+|UND_ERR_\w+|CERT_\w+|\w*SIGN\w*)$/.test(error.code)
  ) {
    return error.code;
  }
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return networkCode(error.errors[0]);
  return error.cause instanceof Error ? networkCode(error.cause) : undefined;
}
