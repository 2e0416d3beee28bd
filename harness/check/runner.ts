/**
 * The jar of the Flink runner: `npx tsx harness/check/runner.ts` runs the runner's tests on jobs bundled anew, and writes
 * the jar.
 */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT, uncompiled } from "../paths.ts";
import { buildJar, type JavaProject, proveJar } from "./java-jar.ts";
import type { StepReport } from "./tools.ts";

const RUNNER: JavaProject = {
  folder: path.join(ROOT, "harness/flink/runner"),
  jar: "streaming-katas-flink-runner.jar",
  command: "npx tsx harness/check/runner.ts",
};

/** Proves that the committed jar is what its sources give. */
export function proveRunner(): Promise<StepReport> {
  return proveJar(RUNNER);
}

if (process.argv[1] === import.meta.filename) {
  const bundle = path.join(RUNNER.folder, "test-jobs.ts");
  await promisify(execFile)(process.execPath, uncompiled(bundle), { cwd: ROOT });
  await buildJar(RUNNER);
}
