import fs from "node:fs/promises";
import path from "node:path";
import { cacheFolder, ROOT } from "../../paths.ts";
import type { ProgressEvent } from "../contract.ts";
import type { Apart } from "./apart.ts";
import { fetchArtifacts } from "./artifacts.ts";
import { findJava, type Java } from "./java.ts";
import { type Artifact, artifactsOf, digestOf, type JarSet } from "./lock-file.ts";

const TITLES: Record<JarSet, string> = {
  kafka: "Kafka",
  flink: "Flink",
  conformance: "Flink's test harnesses",
};

/** What a server is started from: a Java, its jars, and a place for what is derived from the two. */
export interface Installation {
  java: Java;
  classPath: string;
  /** Folder in the cache for what belongs to exactly these jars in exactly this place. */
  derived: string;
  /** How servers are held apart from this machine, where they are. */
  apart?: Apart;
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
  const files = await fetchJars(artifacts, TITLES[set], onProgress, signal);
  return {
    java,
    classPath: files.join(path.delimiter),
    derived: path.join(cacheFolder(), `${set}-${digestOf(artifacts)}`),
  };
}

/** The folder in the cache for jars, which may be a link to another disk. */
export function jarsFolder(): string {
  return path.join(cacheFolder(), "jars");
}

async function fetchJars(
  artifacts: readonly Artifact[],
  what: string,
  onProgress: (event: ProgressEvent) => void,
  signal: AbortSignal,
): Promise<string[]> {
  return await fetchArtifacts(artifacts, {
    folder: jarsFolder(),
    repository: process.env.KATAS_MAVEN_REPOSITORY || undefined,
    onProgress: (doneBytes, totalBytes) => onProgress({ stage: "download", what, doneBytes, totalBytes }),
    signal,
  });
}

/** A jar that Flink's image lacks, and its name. */
export interface LibraryJar {
  file: string;
  name: string;
}

/**
 * What is put beside the jars of Flink's own distribution: the connector, JavaScript, and what runs TypeScript.
 *
 * @throws Problem where it cannot be had
 */
export async function flinkLibrary(
  onProgress: (event: ProgressEvent) => void,
  signal: AbortSignal,
): Promise<LibraryJar[]> {
  const wanted = artifactsOf("flink").filter(
    ({ groupId, artifactId }) => groupId.startsWith("org.graalvm.") || artifactId === "flink-sql-connector-kafka",
  );
  const files = await fetchJars(wanted, TITLES.flink, onProgress, signal);
  return [...files, ...(await runnerJars())].map((file) => ({ file, name: path.basename(file) }));
}

/** Where the jar is that runs TypeScript in Flink; without one a cluster runs everything else. */
const RUNNER = path.join(ROOT, "harness", "flink", "runner", "dist");

/** The runner's files. */
export async function runnerJars(): Promise<string[]> {
  const names = await fs.readdir(RUNNER).catch(() => []);
  return names
    .filter((name) => name.endsWith(".jar"))
    .sort()
    .map((name) => path.join(RUNNER, name));
}

/** Another one once the runner is built anew: a cluster that has the one before is of no use. */
export async function runnerStamp(): Promise<string> {
  const jars = await runnerJars();
  const stamps = jars.map(async (file) => {
    const { size, mtimeMs } = await fs.stat(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(stamps)).join("\n");
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
