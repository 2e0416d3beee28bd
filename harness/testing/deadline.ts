import type { Call } from "../target/index.ts";

/** A check that took longer than it may. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
  /** The learner's function that was called and has not come back; undefined where all have. */
  readonly pending: string | undefined;
  readonly limitMs: number;

  constructor(limitMs: number, pending: string | undefined) {
    super(
      pending
        ? `${pending} did not finish within ${limitMs / 1000} s`
        : `Every function that was called has returned, and after ${limitMs / 1000} s the check still waits: for the end of ` +
            "what one of them gave it to read, or for an effect that does not come",
    );
    this.limitMs = limitMs;
    this.pending = pending;
  }
}

/** @throws DeadlineExceeded where an attempt is not settled in time; it is then left to itself */
export async function withDeadline<T>(attempt: Promise<T>, limitMs: number, calls: Call[]): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const pending = calls.findLast((call) => call.outcome === "pending");
      reject(new DeadlineExceeded(limitMs, pending?.name));
    }, limitMs);
  });
  try {
    return await Promise.race([attempt, passed]);
  } finally {
    clearTimeout(timer);
  }
}
