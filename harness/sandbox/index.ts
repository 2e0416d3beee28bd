/**
 * Runs the code of a submission where it can do no harm: staged, bundled, in a confined process of its own, spoken to
 * over one pipe. Knows nothing of tests and points.
 */
export { type Confinement, findConfinement } from "./confinement.ts";
export { SandboxEnded, Unusable } from "./ended.ts";
export type { Address } from "./relay.ts";
export { type Exports, printable, Sandbox } from "./sandbox.ts";
export { fingerprint, holds, insistOnFolder, type Staged, Staging, stageProgram } from "./stage.ts";
