/** PyFlink from PyPI, in a virtual environment in the cache folder: nothing of the machine's Python is changed. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "../../harness/paths.ts";

const VERSION = "2.2.0";
const run = promisify(execFile);

export interface PyFlink {
  /** The interpreter of the environment. */
  python: string;
  /** By which a TaskManager starts Python. */
  jar: string;
}

/** @returns undefined where this machine has no Python that PyFlink takes */
export async function installPyFlink(): Promise<PyFlink | undefined> {
  const folder = path.join(cacheFolder(), `pyflink-${VERSION}`);
  const python = path.join(folder, "bin", "python");
  try {
    if (!existsSync(path.join(folder, "complete"))) {
      rmSync(folder, { recursive: true, force: true });
      process.stderr.write(`Installing PyFlink ${VERSION} (about 800 MB on the disk) ...\n`);
      await run("python3", ["-m", "venv", folder]);
      await run(python, ["-m", "pip", "install", "--quiet", `apache-flink==${VERSION}`], { maxBuffer: 1e8 });
      await run(python, ["-c", `open(${JSON.stringify(path.join(folder, "complete"))}, "w")`]);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    process.stderr.write(`PyFlink cannot be had here, so its rows are left out: ${why}\n`);
    return undefined;
  }
  const { stdout } = await run(python, ["-c", "import pyflink, os; print(os.path.dirname(pyflink.__file__))"]);
  const opt = path.join(stdout.trim(), "opt");
  const name = readdirSync(opt).find((file) => /^flink-python-.*\.jar$/.test(file));
  if (name === undefined) throw new Error(`there is no flink-python jar in ${opt}`);
  return { python, jar: path.join(opt, name) };
}
