import { appendFileSync, readFileSync } from "node:fs";

/** The time that all checks of a submission have together, in whichever processes they run. Plain data. */
export interface Allowance {
  limitMs: number;
  /** To which each check adds a line, the milliseconds that it took. */
  file: string;
}

export function spend({ file }: Allowance, ms: number): void {
  appendFileSync(file, `${ms}\n`);
}

export function isSpent({ file, limitMs }: Allowance): boolean {
  const taken = readFileSync(file, "utf8").split("\n").map(Number);
  return taken.reduce((sum, ms) => sum + ms, 0) >= limitMs;
}
