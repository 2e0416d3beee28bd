import path from "node:path";
import { cacheFolder } from "../../paths.ts";
import type { ProgressEvent } from "../contract.ts";
import { fetchArtifacts } from "./artifacts.ts";
import { findJava, type Java } from "./java.ts";
import { artifactsOf, digestOf, type JarSet } from "./lock-file.ts";

const TITLES: Record<JarSet, string> = { kafka: "Kafka", flink: "Flink" };

/** What a server is started from: a Java, its jars, and a place for what is derived from the two. */
export interface Installation {
  java: Java;
  classPath: string;
  /** Folder in the cache for what belongs to exactly these jars in exactly this place. */
  derived: string;
}

/**
 * Finds Java and fetches what is missing of a set of jars.
 *
 * @throws Problem where one of them cannot be had
 */
export async function install(
  set: JarSet,
  onProgress: (event: ProgressEvent) => void,
  signal: AbortSignal,
): Promise<Installation> {
  const java = await findJava();
  const artifacts = artifactsOf(set);
  const files = await fetchArtifacts(artifacts, {
    folder: path.join(cacheFolder(), "jars"),
    repository: process.env.KATAS_MAVEN_REPOSITORY || undefined,
    onProgress: (doneBytes, totalBytes) => onProgress({ stage: "download", what: TITLES[set], doneBytes, totalBytes }),
    signal,
  });
  return {
    java,
    classPath: files.join(path.delimiter),
    derived: path.join(cacheFolder(), `${set}-${digestOf(artifacts)}`),
  };
}

/**
 * The environment of a server. JAVA_TOOL_OPTIONS, CLASSPATH, KAFKA_OPTS and the like stay outside; the locale is one
 * that can name any file and in which system errors are in English.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "SystemRoot", "windir", "TEMP", "TMP", "TMPDIR", "TZ"];
  const environment: NodeJS.ProcessEnv = { LC_ALL: "C.UTF-8" };
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name];
  return environment;
}
