import path from "node:path";
import { findRuntimes, type IJavaRuntime, JAVA_FILENAME } from "jdk-utils";
import { Problem } from "../../problem.ts";

/** The oldest Java that brokers of Kafka 4 run on (KIP-1013). */
const OLDEST_JAVA = 17;

export interface Java {
  /** Path of the `java` program. */
  program: string;
  /** `17`. */
  major: number;
  /** `17.0.15`. */
  version: string;
}

let found: Promise<Java> | undefined;

/**
 * The Java to use: JAVA_HOME's if it will do, else the PATH's, else the newest there is. Looked up once a process.
 *
 * @throws Problem if there is none, or only older ones
 */
export function findJava(): Promise<Java> {
  found ??= findRuntimes({ withTags: true, withVersion: true }).then(chooseJava);
  // What is missing now may be there the next time: only a find is remembered.
  found.catch(() => {
    found = undefined;
  });
  return found;
}

/**
 * @param runtimes  what is installed, in any order
 * @throws Problem if none is new enough
 */
export function chooseJava(runtimes: readonly IJavaRuntime[]): Java {
  const usable = runtimes.filter((runtime) => majorOf(runtime) >= OLDEST_JAVA);
  const chosen =
    usable.find((runtime) => runtime.isJavaHomeEnv) ??
    usable.find((runtime) => runtime.isInPathEnv) ??
    usable.toSorted((a, b) => majorOf(b) - majorOf(a))[0];
  if (chosen) {
    return {
      program: path.join(chosen.homedir, "bin", JAVA_FILENAME),
      major: majorOf(chosen),
      version: chosen.version?.java_version ?? String(majorOf(chosen)),
    };
  }
  const remedy = `Install Java ${OLDEST_JAVA} or newer (or set JAVA_HOME to one).`;
  const newest = Math.max(0, ...runtimes.map(majorOf));
  if (newest === 0) throw new Problem("No Java was found, neither in JAVA_HOME nor in PATH.", { remedy });
  throw new Problem(`Kafka needs Java ${OLDEST_JAVA} or newer, and the newest one found is Java ${newest}.`, {
    remedy,
  });
}

function majorOf(runtime: IJavaRuntime): number {
  return runtime.version?.major ?? 0;
}
