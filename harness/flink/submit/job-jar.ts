import { strToU8, zipSync } from "fflate";
import { type Bundle, bundleJob, type JobFile } from "./bundle.ts";
import { recordGraph } from "./dry-run.ts";
import { OWN_SOURCES } from "./sources.ts";

/** Lies in the cluster's `lib/`: a job jar holds no class. */
export const RUNNER_CLASS = "streamingkatas.flink.JobMain";

/** Of a zip file the earliest; equal jobs give equal jars. */
const MTIME = new Date(1980, 0, 1);

export interface JobOptions {
  /** As the Web UI shows it. */
  readonly name: string;
  /** What the job's function is given after `env`; JSON. */
  readonly args?: readonly unknown[];
  /** How long one call of a function may work; 1.5 s unless told. */
  readonly deadlineMs?: number;
  /** Where its sinks may write; anywhere unless told. */
  readonly topics?: readonly string[];
}

/** What the runner reads, by its name in the jar. */
export type JobFiles = Readonly<Record<"job.json" | "bundle.js" | "bundle.js.map", string>>;

/** Calls a job's function and gives the graph's text. @throws JobRefused */
export type Recorder = (bundle: Bundle, args: readonly unknown[]) => string | Promise<string>;

/**
 * Bundles a job and records its graph.
 *
 * @param record  where its function is called; in this process unless told, which is no place for a stranger's
 * @throws JobRefused
 */
export async function packJob(
  job: JobFile,
  { name, args = [], deadlineMs = 1_500, topics }: JobOptions,
  record: Recorder = recordGraph,
): Promise<JobFiles> {
  const bundle = await bundleJob(job);
  const graph = await record(bundle, args);
  return {
    "job.json": JSON.stringify({ name, args, graph, deadlineMs, topics, ownSources: OWN_SOURCES }),
    "bundle.js": bundle.script,
    "bundle.js.map": bundle.sourceMap,
  };
}

/** The name that the job will have in Flink. */
export function nameOf(files: JobFiles): string {
  return JSON.parse(files["job.json"]).name;
}

/** The jar that Flink is given. */
export function jarOf(files: JobFiles): Uint8Array {
  const manifest = `Manifest-Version: 1.0\r\nMain-Class: ${RUNNER_CLASS}\r\n\r\n`;
  const entries = Object.entries({ "META-INF/MANIFEST.MF": manifest, ...files });
  return zipSync(Object.fromEntries(entries.map(([path, text]) => [path, strToU8(text)])), { mtime: MTIME, level: 0 });
}
