/** The programs in Java: compiled by the machine's JDK, put beside Flink's jars, and started with a jar that names them. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { zipSync } from "fflate";

/** @returns the jar's file; undefined where this machine has no JDK */
export async function compileJava(classPath: string, folder: string): Promise<string | undefined> {
  const source = path.join(import.meta.dirname, "Jobs.java");
  try {
    await promisify(execFile)("javac", ["--release", "17", "-cp", classPath, "-d", folder, source]);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const classes = readdirSync(folder).filter((name) => name.endsWith(".class"));
  const jar = path.join(folder, "bench-jobs.jar");
  writeFileSync(jar, zipSync(Object.fromEntries(classes.map((name) => [name, readFileSync(path.join(folder, name))]))));
  return jar;
}

/** A jar without a class: Flink wants one for every job, and the programs lie beside its own. */
export function emptyJar(): Uint8Array {
  const manifest = "Manifest-Version: 1.0\r\nMain-Class: Jobs\r\n\r\n";
  return zipSync({ "META-INF/MANIFEST.MF": new TextEncoder().encode(manifest) });
}
