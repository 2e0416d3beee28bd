/** All the ways in which a program can be run here, on servers of the measurement's own. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { flinkLibrary, install } from "../../harness/runtime/jvm/installation.ts";
import { onServers, type Servers } from "./cluster.ts";
import { compileJava } from "./java.ts";
import { java, pyflink, typescript, type Way } from "./programs.ts";
import { installPyFlink } from "./python.ts";

/** Java's way needs a JDK and PyFlink's two a Python; each is left out where it is not there. */
export async function onAllWays(measure: (servers: Servers, ways: Way[]) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "katas-bench-java-"));
  try {
    const { classPath } = await install("flink", () => undefined, new AbortController().signal);
    const library = await flinkLibrary(() => undefined, new AbortController().signal);
    const connector = library.find(({ name }) => name.startsWith("flink-sql-connector-kafka"))?.file ?? "";
    const compiled = await compileJava(classPath, scratch);
    const py = await installPyFlink();
    if (!compiled) process.stderr.write("There is no javac here, so Java's rows are left out.\n");
    const beside = [compiled, py?.jar].filter((jar) => jar !== undefined);
    await onServers(beside, (servers) =>
      measure(servers, [
        typescript(servers),
        ...(py ? [pyflink(servers, py, "process", connector), pyflink(servers, py, "thread", connector)] : []),
        ...(compiled ? [java(servers)] : []),
      ]),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
