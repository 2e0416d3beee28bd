/** Runs exercises: which files, against which target, in Vitest, on which servers; results come back as data. */
export { vitestArguments } from "./arguments.ts";
export { vitestConfig } from "./config.ts";
export { drawSeed, forEditors, heldOn, serversFor } from "./plan.ts";
export { run, Session, type SessionOptions } from "./session.ts";
export { bank, readTarget, targetFile } from "./targets.ts";
