/**
 * `#kata`: what a stub may import. It depends on nothing, so that a learner's file also loads where there is no
 * harness and no Vitest.
 */
export type * from "./events.ts";
export type * from "./time.ts";

/** Thrown by every stub until its learner replaces it; a check that meets it says "not implemented yet", not "wrong". */
export class NotImplemented extends Error {
  override readonly name = "NotImplemented";

  /** @param what  the name of the function that is still to be written */
  constructor(what: string) {
    super(`${what} is not implemented yet`);
  }
}
