/**
 * Makes <set>.lock.json from <set>.pom.xml: `npx tsx harness/runtime/jvm/lock.ts [kafka] [flink]` (needs `mvn`), all of
 * them where none is named. Maven resolves the runtime closure; the SHA-256 and the size are those of the jars it fetched.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Artifact, JAR_SETS, type JarSet, type Lock, lockFile } from "./lock-file.ts";

const DEPENDENCY_LIST = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:list";

/** One line of `dependency:list`: `group:artifact:type[:classifier]:version:scope:/path/of/the.jar[ -- module …]`. */
function toArtifact(line: string): Artifact {
  const match =
    /^(?<groupId>[^:]+):(?<artifactId>[^:]+):(?<extension>[^:]+)(?::(?<classifier>[^:]+))?:(?<version>[^:]+):(?:compile|runtime):(?<file>.+?)(?: -- module .*)?$/.exec(
      line,
    )?.groups;
  if (!match?.groupId || !match.artifactId || !match.extension || !match.version || !match.file) {
    throw new Error(`not a line of dependency:list: ${line}`);
  }
  const bytes = fs.readFileSync(match.file);
  return {
    groupId: match.groupId,
    artifactId: match.artifactId,
    version: match.version,
    extension: match.extension,
    ...(match.classifier ? { classifier: match.classifier } : {}),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    size: bytes.length,
  };
}

function resolve(set: JarSet): Artifact[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "katas-lock-"));
  try {
    const list = path.join(folder, "list.txt");
    const pom = path.join(import.meta.dirname, `${set}.pom.xml`);
    const options = ["-DincludeScope=runtime", "-DoutputAbsoluteArtifactFilename=true", `-DoutputFile=${list}`];
    execFileSync("mvn", ["-q", "-B", "-f", pom, DEPENDENCY_LIST, ...options], {
      stdio: "inherit",
      shell: process.platform === "win32",
    });
    return (
      stripVTControlCharacters(fs.readFileSync(list, "utf8"))
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line.split(":").length > 4)
        .map(toArtifact)
        // A pom only names others, which are in the list too.
        .filter(({ extension }) => extension === "jar")
        // The order is that of the class path, and must not depend on who made the list.
        .sort((a, b) => (`${a.groupId}:${a.artifactId}` < `${b.groupId}:${b.artifactId}` ? -1 : 1))
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const named = process.argv.slice(2);
const sets = JAR_SETS.filter((set) => named.length === 0 || named.includes(set));
if (sets.length < named.length) throw new Error(`there are: ${JAR_SETS.join(", ")}`);
for (const set of sets) {
  const lock: Lock = { artifacts: resolve(set) };
  fs.writeFileSync(lockFile(set), `${JSON.stringify(lock, null, 2)}\n`);
  const bytes = lock.artifacts.reduce((sum, { size }) => sum + size, 0);
  console.log(`${set}: ${lock.artifacts.length} jars, ${(bytes / 1e6).toFixed(1)} MB`);
}
