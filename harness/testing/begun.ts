import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BEGUN, type Begun } from "../target/index.ts";

/**
 * Notes the check that this process is in, for the process that started it.
 * @returns what to call when the check has ended
 */
export function noteBegun(check: Begun): () => void {
  mkdirSync(BEGUN, { recursive: true });
  const file = path.join(BEGUN, `${process.ppid}.${process.pid}.json`);
  writeFileSync(file, JSON.stringify(check));
  return () => rmSync(file, { force: true });
}
