/** A length of time, as `java.time.Duration` writes it. */
export class Duration {
  readonly #ms: number;

  private constructor(ms: number) {
    if (!Number.isInteger(ms)) throw new RangeError(`a Duration is a whole number of milliseconds, and this is ${ms}`);
    this.#ms = ms;
  }

  static ofMillis(amount: number): Duration {
    return new Duration(amount);
  }

  static ofSeconds(amount: number): Duration {
    return new Duration(amount * 1_000);
  }

  static ofMinutes(amount: number): Duration {
    return new Duration(amount * 60_000);
  }

  static ofHours(amount: number): Duration {
    return new Duration(amount * 3_600_000);
  }

  static ofDays(amount: number): Duration {
    return new Duration(amount * 86_400_000);
  }

  /** In milliseconds. */
  toMillis(): number {
    return this.#ms;
  }
}
