/**
 * Jars of our own Java are committed, so that nobody needs a build. This proves that one is what its sources give, and
 * makes it anew.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { Problem } from "../problem.ts";
import type { StepReport } from "./tools.ts";

/** A Maven project, and the jar that is committed of it. */
export interface JavaProject {
  /** With `pom.xml`, `src/main` and `dist/`. */
  folder: string;
  jar: string;
  /** The command that makes it anew. */
  command: string;
}

const run = promisify(execFile);

/** The JDK that the committed jars were built with: another major may compile the same sources to other bytes. */
const BUILT_WITH = 17;

/** SHA-256 of pom.xml and the Java sources, their paths and their texts. Line ends count as LF: a checkout may have others. */
function sourcesHash({ folder }: JavaProject): string {
  const sources = readdirSync(path.join(folder, "src/main"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  const hash = createHash("sha256");
  for (const file of ["pom.xml", ...sources.toSorted()]) {
    const text = readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n");
    hash.update(`${file}\0${text}\0`);
  }
  return hash.digest("hex");
}

function committedJar({ folder, jar }: JavaProject): string {
  return path.join(folder, "dist", jar);
}

/**
 * Proves it: byte for byte where Maven and the JDK it was built with are there, else by its sources' hash.
 * @param tested  whether its own tests are run as well, where Maven is there
 */
export async function proveJar(project: JavaProject, tested = false): Promise<StepReport> {
  const { jar, command } = project;
  const remedy = `build it anew: ${command}`;
  const committed = readFileSync(committedJar(project));
  const manifest = strFromU8(unzipSync(committed)["META-INF/MANIFEST.MF"] ?? new Uint8Array());
  // A manifest's lines are folded after 72 bytes.
  const told = /^Sources-SHA-256: (\w+)/m.exec(manifest.replace(/\r?\n /g, ""))?.[1];
  if (told !== sourcesHash(project)) return { proved: 0, faults: [`${jar} is not of its sources; ${remedy}`] };
  const major = await mavensJava();
  if (major !== BUILT_WITH) {
    const why = major === undefined ? "Maven is not there" : `Maven's Java is ${major}`;
    const what = `${jar} byte for byte (${why}; it was built with Java ${BUILT_WITH})`;
    return { proved: 1, faults: [], skipped: [what] };
  }
  const folder = mkdtempSync(path.join(tmpdir(), "katas-jar-"));
  try {
    if (tested) await maven(project, "test", []);
    await maven(project, "package", ["-DskipTests", `-DbuildDirectory=${folder}`]);
    const built = readFileSync(path.join(folder, jar));
    if (!built.equals(committed)) return { proved: 1, faults: [`${jar} differs from a new build; ${remedy}`] };
    return { proved: tested ? 3 : 2, faults: [] };
  } catch (error) {
    return { proved: 1, faults: [String(error)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a project's tests and writes its jar. */
export async function buildJar(project: JavaProject): Promise<void> {
  const { folder, jar } = project;
  await maven(project, "package", []);
  mkdirSync(path.join(folder, "dist"), { recursive: true });
  copyFileSync(path.join(folder, "target", jar), committedJar(project));
}

async function maven(project: JavaProject, goal: string, options: string[]): Promise<void> {
  const args = ["-q", "-B", "-f", path.join(project.folder, "pom.xml"), `-Dsources.sha256=${sourcesHash(project)}`];
  await run("mvn", [...args, ...options, goal], { maxBuffer: 64 * 1024 * 1024 }).catch((error: unknown) => {
    const told = error instanceof Error && "stdout" in error ? String(error.stdout).trim() : String(error);
    throw new Problem(`Maven could not ${goal} ${project.jar}: ${told}`);
  });
}

/** @returns the major of the Java that Maven runs on; undefined without Maven */
async function mavensJava(): Promise<number | undefined> {
  const told = await run("mvn", ["--version"]).catch(() => undefined);
  const major = told && /Java version: (\d+)/.exec(told.stdout)?.[1];
  return major === undefined ? undefined : Number(major);
}
