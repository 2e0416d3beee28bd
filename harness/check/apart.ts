import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../paths.ts";
import { EXIT } from "../problem.ts";

/**
 * Ends this process with the one that started it by {@link apart}, however that one ends: its standard input closes.
 *
 * @param leave  is done before
 */
export function endWithParent(leave: () => void = () => {}): void {
  const end = () => {
    leave();
    process.exit(EXIT.interrupted);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  process.stdin.once("close", end).resume();
}

/**
 * A proof in a process of its own.
 *
 * @param program  what Node runs; writes its report as JSON to the file that is its first argument
 * @throws what it said last, if it wrote none
 */
export async function apart<Report>(program: string[], args: string[]): Promise<Report> {
  const folder = mkdtempSync(path.join(tmpdir(), "katas-check-"));
  const file = path.join(folder, "report.json");
  try {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
    await promisify(execFile)(process.execPath, [...program, file, ...args], options);
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const told = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(`its proof did not run to the end: ${told.split("\n").slice(-12).join("\n")}`, { cause: error });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
