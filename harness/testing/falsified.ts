/** A property that does not hold: the smallest input found, and what happened with it. */
export class Falsified extends Error {
  override readonly name = "Falsified";
  readonly counterexample: unknown;

  constructor(counterexample: unknown, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.counterexample = counterexample;
  }
}
