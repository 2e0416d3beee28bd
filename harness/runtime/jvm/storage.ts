/**
 * The formatted storage a broker starts from. StorageTool runs once for a set of jars; what it wrote is copied, with
 * identities of its own for each cluster, node and directory (all three are plain text in meta.properties).
 */
import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { Problem } from "../../problem.ts";
import { type Installation, serverEnvironment } from "./installation.ts";
import { DATA, serverProperties } from "./server-properties.ts";

/** What Kafka calls a Uuid: 16 random bytes in URL-safe base64 without padding, and no leading hyphen. */
function kafkaUuid(): string {
  return randomBytes(16).toString("base64url").replace(/^-/, "A");
}

/**
 * Formats the storage of the nodes of one new cluster.
 *
 * @param folders  a folder per node, by node.id - 1, into which `data/` is put
 * @throws Problem if StorageTool fails
 */
export async function formatStorage(installation: Installation, folders: string[], signal: AbortSignal): Promise<void> {
  const template = await formattedOnce(installation, signal);
  const clusterId = kafkaUuid();
  for (const [i, folder] of folders.entries()) {
    const data = path.join(folder, DATA);
    await fs.cp(template, data, { recursive: true });
    const meta = path.join(data, "meta.properties");
    const properties = (await fs.readFile(meta, "utf8"))
      .replace(/^cluster\.id=.*$/m, `cluster.id=${clusterId}`)
      .replace(/^node\.id=.*$/m, `node.id=${i + 1}`)
      .replace(/^directory\.id=.*$/m, `directory.id=${kafkaUuid()}`);
    await fs.writeFile(meta, properties);
  }
}

async function formattedOnce(installation: Installation, signal: AbortSignal): Promise<string> {
  const formatted = path.join(installation.derived, "formatted");
  if (await exists(formatted)) return formatted;
  const work = path.join(installation.derived, `formatting-${randomUUID()}`);
  await fs.mkdir(work, { recursive: true });
  try {
    // Formatting opens no port; whatever stands here is not kept.
    const ports = { client: 1, tap: 2, tapAdvertised: 3, controller: 4 };
    await fs.writeFile(path.join(work, "server.properties"), serverProperties(1, [ports]));
    const jvm = ["-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"];
    const command = ["format", "--cluster-id", kafkaUuid(), "--config", "server.properties"];
    await promisify(execFile)(
      installation.java.program,
      [...jvm, "-cp", installation.classPath, "kafka.tools.StorageTool", ...command],
      { cwd: work, env: serverEnvironment(), signal, killSignal: "SIGKILL", windowsHide: true },
    ).catch((cause: unknown) => {
      signal.throwIfAborted();
      const said = cause instanceof Error ? cause.message.trim().split("\n").at(-1) : String(cause);
      throw new Problem(`Kafka's storage could not be formatted: ${said}`, {
        remedy: "Check that JAVA_HOME is a working Java, then run the command again.",
        cause,
      });
    });
    // Somebody else may have been quicker: theirs is as good.
    await fs.rename(path.join(work, DATA), formatted).catch(async (error: unknown) => {
      if (!(await exists(formatted))) throw error;
    });
    return formatted;
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}
