/**
 * The Flink runner's jar is committed, so that learners need no build. This proves that it is what its sources give, and
 * makes it anew: `npx tsx harness/check/runner.ts` runs the runner's tests and writes the jar.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { ROOT } from "../paths.ts";
import { Problem } from "../problem.ts";
import type { StepReport } from "./tools.ts";

const RUNNER = path.join(ROOT, "harness/flink/runner");
const NAME = "streaming-katas-flink-runner.jar";
export const RUNNER_JAR = path.join(RUNNER, "dist", NAME);
const run = promisify(execFile);

/** The JDK that the committed jar was built with: another major may compile the same sources to other bytes. */
const BUILT_WITH = 17;

/** SHA-256 of pom.xml and the Java sources, their paths and their texts. Line ends count as LF: a checkout may have others. */
export function sourcesHash(): string {
  const sources = readdirSync(path.join(RUNNER, "src/main"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(RUNNER, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  const hash = createHash("sha256");
  for (const file of ["pom.xml", ...sources.toSorted()]) {
    const text = readFileSync(path.join(RUNNER, file), "utf8").replaceAll("\r\n", "\n");
    hash.update(`${file}\0${text}\0`);
  }
  return hash.digest("hex");
}

/** Proves the committed jar: byte for byte where Maven and the JDK it was built with are there, else by its sources' hash. */
export async function proveRunner(): Promise<StepReport> {
  const remedy = "build it anew: npx tsx harness/check/runner.ts";
  const committed = readFileSync(RUNNER_JAR);
  const manifest = strFromU8(unzipSync(committed)["META-INF/MANIFEST.MF"] ?? new Uint8Array());
  // A manifest's lines are folded after 72 bytes.
  const told = /^Sources-SHA-256: (\w+)/m.exec(manifest.replace(/\r?\n /g, ""))?.[1];
  if (told !== sourcesHash()) return { proved: 0, faults: [`the runner's jar is not of these sources; ${remedy}`] };
  const major = await mavensJava();
  if (major !== BUILT_WITH) {
    const why = major === undefined ? "Maven is not there" : `Maven's Java is ${major}`;
    const what = `the runner's jar byte for byte (${why}; it was built with Java ${BUILT_WITH})`;
    return { proved: 1, faults: [], skipped: [what] };
  }
  const folder = mkdtempSync(path.join(tmpdir(), "katas-runner-"));
  try {
    await maven("package", ["-DskipTests", `-DbuildDirectory=${folder}`]);
    const built = readFileSync(path.join(folder, NAME));
    if (!built.equals(committed))
      return { proved: 1, faults: [`the runner's jar differs from a new build; ${remedy}`] };
    return { proved: 2, faults: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the runner's tests on jobs bundled anew, and writes the jar. */
export async function buildRunner(): Promise<void> {
  await run(process.execPath, ["--import", "tsx", path.join(RUNNER, "test-jobs.ts")], { cwd: ROOT });
  await maven("package", []);
  mkdirSync(path.dirname(RUNNER_JAR), { recursive: true });
  copyFileSync(path.join(RUNNER, "target", NAME), RUNNER_JAR);
}

async function maven(goal: string, options: string[]): Promise<void> {
  const args = ["-q", "-B", "-f", path.join(RUNNER, "pom.xml"), `-Dsources.sha256=${sourcesHash()}`, ...options, goal];
  await run("mvn", args, { maxBuffer: 64 * 1024 * 1024 }).catch((error: unknown) => {
    const told = error instanceof Error && "stdout" in error ? String(error.stdout).trim() : String(error);
    throw new Problem(`Maven could not ${goal} the runner: ${told}`);
  });
}

/** @returns the major of the Java that Maven runs on; undefined without Maven */
async function mavensJava(): Promise<number | undefined> {
  const told = await run("mvn", ["--version"]).catch(() => undefined);
  const major = told && /Java version: (\d+)/.exec(told.stdout)?.[1];
  return major === undefined ? undefined : Number(major);
}

if (process.argv[1] === import.meta.filename) await buildRunner();
