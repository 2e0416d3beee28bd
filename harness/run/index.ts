/** Runs exercises: which files, against which target, in Vitest, on which servers; results come back as data. */
export { vitestArguments } from "./arguments.ts";
export { vitestConfig } from "./config.ts";
export { type Noted, notedRuns } from "./leftovers.ts";
export { drawSeed, type Run, type RunOptions, run, serversFor } from "./run.ts";
export { bank, readTarget, targetFile } from "./targets.ts";
