import { rmSync, writeFileSync } from "node:fs";
import { BEGUN, type Begun, noteIn } from "../target/index.ts";
import { latestOf } from "./latest.ts";

/**
 * Notes the check that this process is in, for the process that started it.
 * @returns what to call when the check has ended
 */
export const noteBegun = latestOf((check: Begun | undefined) => {
  const file = noteIn(BEGUN);
  if (check) writeFileSync(file, JSON.stringify(check));
  else rmSync(file, { force: true });
});
