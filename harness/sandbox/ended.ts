/** The process of a submission has ended, and the call that waited for it with it. */
export class SandboxEnded extends Error {
  override readonly name = "SandboxEnded";
  /** What ended it: "it was killed (SIGSEGV)". */
  readonly why: string;
  /** Null where it did not end by itself. */
  readonly exitCode: number | null;

  constructor(why: string, exitCode: number | null = null) {
    super(`Your code's process ended: ${why}.`);
    this.why = why;
    this.exitCode = exitCode;
  }
}

/** A result that nothing could be done with: too large, too deep, or without an end. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}
