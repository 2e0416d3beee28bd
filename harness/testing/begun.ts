import { rmSync, writeFileSync } from "node:fs";
import { BEGUN, type Begun, noteIn } from "../target/index.ts";

/** Those that this process is in, the latest last. */
const under: Begun[] = [];

/**
 * Notes the check that this process is in, for the process that started it: of several the latest.
 * @returns what to call when the check has ended
 */
export function noteBegun(check: Begun): () => void {
  const file = noteIn(BEGUN);
  const note = () => writeFileSync(file, JSON.stringify(under.at(-1)));
  under.push(check);
  note();
  return () => {
    under.splice(under.indexOf(check), 1);
    if (under.length > 0) note();
    else rmSync(file, { force: true });
  };
}
