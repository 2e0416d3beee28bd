/**
 * The jar of the Flink runner: `npx tsx harness/check/runner.ts` runs the runner's tests on jobs bundled anew, and writes
 * the jar.
 */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT, uncompiled } from "../paths.ts";
import { buildJar, type JavaProject, proveJar } from "./java-jar.ts";
import type { StepReport, Tier } from "./tools.ts";

const RUNNER: JavaProject = {
  folder: path.join(ROOT, "harness/flink/runner"),
  jar: "streaming-katas-flink-runner.jar",
  command: "npx tsx harness/check/runner.ts",
};

/** Proves that the committed jar is what its sources give; in the full tier, that its tests pass on jobs bundled anew. */
export async function proveRunner(tier: Tier): Promise<StepReport> {
  if (tier === "full") await bundleJobs();
  return proveJar(RUNNER, tier === "full");
}

/** The jobs that its tests run. */
async function bundleJobs(): Promise<void> {
  const script = path.join(RUNNER.folder, "test-jobs.ts");
  await promisify(execFile)(process.execPath, uncompiled(script), { cwd: ROOT });
}

if (process.argv[1] === import.meta.filename) {
  await bundleJobs();
  await buildJar(RUNNER);
}
