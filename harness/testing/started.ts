import { until } from "../until.ts";
import { Unmet } from "./expect.ts";

/** A learner's function that runs until it is told to stop, as a check sees it. */
export class Started {
  readonly #running: Promise<unknown>;
  readonly #told = new AbortController();
  #ended: { threw: unknown } | "returned" | undefined;

  /**
   * @param run    calls the function with the signal that tells it to stop
   * @param check  ends with the check, so that nothing runs on where an expectation fails
   */
  constructor(run: (signal: AbortSignal) => Promise<unknown>, check: AbortSignal) {
    this.#running = run(AbortSignal.any([check, this.#told.signal]));
    this.#running.then(
      () => {
        this.#ended = "returned";
      },
      (threw: unknown) => {
        this.#ended = { threw };
      },
    );
  }

  /**
   * Waits as the free `until` does, and no longer than the function runs.
   * @throws NotObserved; what the function threw; Unmet where it returned without having been told to stop
   */
  async until<T>(
    what: string,
    observe: () => Promise<T> | T,
    satisfied: (seen: T) => boolean,
    withinMs?: number,
  ): Promise<T> {
    const look = async () => {
      const early = this.#ended === "returned" && !this.#told.signal.aborted;
      if (early) throw new Unmet("Your function returned before its signal told it to stop.");
      if (this.#ended && this.#ended !== "returned") throw this.#ended.threw;
      return observe();
    };
    return until(what, look, satisfied, withinMs);
  }

  /** Tells the function to stop and waits until it has returned. @throws what it throws */
  async stop(): Promise<void> {
    this.#told.abort();
    await this.#running;
  }
}
