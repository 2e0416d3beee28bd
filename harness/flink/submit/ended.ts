import type { JobFailure } from "./failure.ts";
import type { JobState } from "./rest.ts";

/** A job that ended otherwise than was awaited. */
export class JobEnded extends Error {
  override readonly name = "JobEnded";
  readonly state: JobState;
  readonly failure: JobFailure | undefined;

  constructor(state: JobState, failure: JobFailure | undefined) {
    super(failure === undefined ? `the job ended: ${state}` : `the job ended, ${state}: ${failure.message}`);
    this.state = state;
    this.failure = failure;
  }
}
