import { rmSync, writeFileSync } from "node:fs";
import { BEGUN, type Begun, noteIn } from "../target/index.ts";

/**
 * Notes the check that this process is in, for the process that started it.
 * @returns what to call when the check has ended
 */
export function noteBegun(check: Begun): () => void {
  const file = noteIn(BEGUN);
  writeFileSync(file, JSON.stringify(check));
  return () => rmSync(file, { force: true });
}
