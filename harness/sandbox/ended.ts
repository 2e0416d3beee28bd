/** The process of a submission has ended, and the call that waited for it with it. */
export class SandboxEnded extends Error {
  override readonly name = "SandboxEnded";
}

/** A result that nothing could be done with: too large, too deep, or without an end. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}
