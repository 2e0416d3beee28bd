/** One piece of work that several callers wait for; it is given up when the last of them has given up. */
export class SharedStart<Result, Event> {
  readonly #work: Promise<Result>;
  readonly #giveUp = new AbortController();
  readonly #listeners = new Set<(event: Event) => void>();

  constructor(work: (onEvent: (event: Event) => void, signal: AbortSignal) => Promise<Result>) {
    const tellAll = (event: Event): void => {
      for (const listener of this.#listeners) listener(event);
    };
    this.#work = work(tellAll, this.#giveUp.signal);
    this.#work.catch(() => undefined);
  }

  /** Resolves, without a result, once the work is over in one way or the other. */
  async settled(): Promise<void> {
    await this.#work.catch(() => undefined);
  }

  /** Gives the work up for everybody. */
  abort(reason: unknown): void {
    this.#giveUp.abort(reason);
  }

  /** @throws what the work throws, or the signal's reason: then the work was either left to others or has ended */
  async join(onEvent: (event: Event) => void, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    // A listener of its own a caller: the same function may be given twice.
    const listener = (event: Event): void => onEvent(event);
    this.#listeners.add(listener);
    let leave: (() => void) | undefined;
    try {
      return await Promise.race([
        this.#work,
        new Promise<never>((_, reject) => {
          leave = () => reject(signal?.reason);
          signal?.addEventListener("abort", leave);
        }),
      ]);
    } finally {
      if (leave) signal?.removeEventListener("abort", leave);
      this.#listeners.delete(listener);
      if (signal?.aborted && this.#listeners.size === 0) {
        this.abort(signal.reason);
        await this.settled();
      }
    }
  }
}
